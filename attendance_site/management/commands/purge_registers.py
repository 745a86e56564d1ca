"""Remove, as the owner of the tables, the entries of registers that are past their six years."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from attendance_site import database_roles
from registers.actions.purge_entries import Removed, purge_entries
from registers.refusals import Refused
from schools.management.which_school import which_school
from schools.models import User
from schools.permissions import NotPermitted
from toolkit import clock
from toolkit.words import counted, were


class Command(BaseCommand):
    help = "Remove entries of registers that were made before a day six years ago or earlier."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--before", required=True, help="YYYY-MM-DD; entries made earlier go.")
        parser.add_argument("--school", help="The URN; needed when there is more than one school.")
        parser.add_argument("--as", dest="email", help="The e-mail address of who decided it.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would go.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            before = date.fromisoformat(options["before"])
        except ValueError:
            raise CommandError(f"{options['before']} is not a date; write YYYY-MM-DD.") from None
        school = which_school(options["school"])
        by = None
        if options["email"]:
            by = User.objects.filter(
                email__iexact=options["email"], school=school, is_active=True
            ).first()
            if by is None:
                raise CommandError(f"There is no account {options['email']} at this school.")
        try:
            alias = database_roles.owner_alias()
            database_roles.require_purge()
            removed = purge_entries(
                school=school,
                before=before,
                at=clock.real_now(),
                using=alias,
                by=by,
                dry_run=options["dry_run"],
            )
        except (database_roles.UnsuitableRoles, Refused, NotPermitted) as refused:
            raise CommandError(str(refused)) from refused
        self.print(removed, dry_run=options["dry_run"])

    def print(self, removed: Removed, *, dry_run: bool) -> None:
        """Say what was removed, with its proof."""
        self.stdout.write(
            f"{counted(removed.marks, 'entries', 'entry')} {were(removed.marks)} removed."
        )
        if removed.marks:
            self.stdout.write(f"Sessions from {removed.first_day} to {removed.last_day}.")
            self.stdout.write(f"SHA-256 of the rows as CSV: {removed.sha256}")
        if removed.copies:
            self.stdout.write(
                f"{counted(removed.copies, 'files')} of monthly copies made earlier "
                f"{were(removed.copies)} removed too."
            )
        if dry_run:
            self.stdout.write("This was a dry run: everything was put back.")
