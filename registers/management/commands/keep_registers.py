"""Make the copy of one month's registers from the command line."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from registers.actions.keep_month import keep_month
from registers.keeping import kept_files
from registers.refusals import Refused
from schools.management.which_school import which_school
from toolkit import clock


class Command(BaseCommand):
    help = "Keep a read-only copy of a month's registers; nothing is done when there is one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("month", help="YYYY-MM; a month that is over.")
        parser.add_argument("--school", help="The URN; needed when there is more than one school.")
        parser.add_argument("--again", action="store_true", help="Make another beside it.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            month = date.fromisoformat(f"{options['month']}-01")
        except ValueError:
            raise CommandError(f"{options['month']} is not a month; write YYYY-MM.") from None
        try:
            copy = keep_month(
                school=which_school(options["school"]),
                month=month,
                at=clock.now(),
                again=options["again"],
            )
        except (Refused, kept_files.FileIsThere) as refused:
            raise CommandError(str(refused)) from refused
        for path in kept_files.paths(copy):
            self.stdout.write(str(path))
