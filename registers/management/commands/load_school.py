"""Load a school's folder from the command line, and print what it changed."""

import sys
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from registers.actions.load_folder import load_folder
from registers.loading.effective import TooFarAway
from registers.loading.fault_groups import grouped
from registers.uploads.in_words import ONE
from schools.actions.begin_demo_morning import begin_demo_morning
from schools.loading.cells import day_in
from schools.loading.report import FolderRefused, Report
from schools.models import User
from schools.permissions import NotPermitted
from toolkit import clock
from toolkit.words import counted

MOST_IN_SHORT = 100


class Command(BaseCommand):
    help = "Load one school's folder of files; docs/formats.md says what is in them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="The folder; it is one school.")
        parser.add_argument("--dry-run", action="store_true", help="Check, report, save nothing.")
        parser.add_argument("--as", dest="email", help="The e-mail address of who loads.")
        parser.add_argument(
            "--effective", help="The day on which changes take effect; today unless given."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["folder"].is_dir():
            raise CommandError(f"There is no folder {options['folder']}.")
        effective = day_in(options["effective"]) if options["effective"] else None
        if options["effective"] and effective is None:
            raise CommandError(f"{options['effective']} is not a date; write YYYY-MM-DD.")
        by = None
        if options["email"]:
            by = User.objects.filter(email__iexact=options["email"], is_active=True).first()
            if by is None:
                raise CommandError(f"There is no account {options['email']}.")
        try:
            report = load_folder(
                folder=options["folder"],
                by=by,
                at=clock.now(),
                effective=effective,
                dry_run=options["dry_run"],
                progress=lambda sentence: print(sentence, file=sys.stderr, flush=True),
            )
        except NotPermitted as refused:
            raise CommandError(f"{options['email']} may not load this school. {refused}") from None
        except TooFarAway as refused:
            raise CommandError(f"{refused} Nothing was loaded.") from None
        except OSError as fault:
            raise CommandError(f"{options['folder']} cannot be read: {fault}.") from fault
        except FolderRefused as refused:
            self.refuse(refused.report)
        self.print(report, dry_run=options["dry_run"])
        begin_demo_morning(real=clock.real_now())

    def refuse(self, report: Report) -> None:
        """Print every fault that was kept, then the same in short, and end with 1."""
        for fault in report.faults:
            self.stderr.write(str(fault))
        if report.more_faults:
            self.stderr.write(f"… and {counted(report.more_faults, 'more faults')}.")
        groups = grouped(report.faults)
        if len(groups) < len(report.faults):
            self.stdout.write("In short:")
            for group in groups[:MOST_IN_SHORT]:
                self.stdout.write(str(group))
            rest = report.fault_count - sum(group.count for group in groups[:MOST_IN_SHORT])
            if rest:
                self.stdout.write(f"… and {counted(rest, 'more faults')}.")
        raise CommandError(f"Nothing was loaded: {counted(report.fault_count, 'faults')}.")

    def print(self, report: Report, *, dry_run: bool) -> None:
        """Print counts by kind, then the notices."""
        if report.changes_nothing():
            self.stdout.write("Nothing was added, changed or ended.")
        heads = (("Added", report.added), ("Changed", report.changed), ("Ended", report.ended))
        for head, counts in heads:
            self._counts(head, counts)
        for notice in report.notices:
            self.stdout.write(f"Notice: {notice}")
        if report.more_notices:
            self.stdout.write(f"… and {counted(report.more_notices, 'more notices')}.")
        if dry_run:
            self.stdout.write("This was a dry run: nothing was saved.")

    def _counts(self, head: str, counts: Counter[str]) -> None:
        for kind, count in counts.items():
            self.stdout.write(f"{head}: {counted(count, kind, ONE.get(kind, ''))}")
