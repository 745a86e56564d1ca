"""Make Quillbrook Primary, an invented school, in the database or as a folder of files."""

from argparse import ArgumentTypeError
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from attendance_site.demo_school.accounts import DEMO_PASSWORD, demo_accounts
from attendance_site.demo_school.building import build
from attendance_site.demo_school.drawing import SizeOutOfRange, draw_demo_school
from attendance_site.demo_school.folder import NAME, URN, write_folder
from attendance_site.demo_school.school_years import TooEarly
from schools.loading.report import FolderRefused
from schools.models import School
from toolkit import clock
from toolkit.days import full_day


def day_of(text: str) -> date:
    """A day as people type it here; raises ArgumentTypeError."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f'"{text}" is not a day: write it as 2026-11-23.') from None


class Command(BaseCommand):
    help = "Make an invented primary school with last year's and this year's attendance."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--pupils", type=int, default=412, help="30 to 2000; 412 as a rule.")
        parser.add_argument("--seed", type=int, default=1, help="The same seed, the same school.")
        parser.add_argument(
            "--today", type=day_of, help="Make it as of this day (YYYY-MM-DD); today as a rule."
        )
        parser.add_argument(
            "--folder", type=Path, help="Only write the files of the school into this folder."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path | None = options["folder"]
        if folder is None:
            self.refuse_where_it_would_harm()
        try:
            school = draw_demo_school(
                pupils=options["pupils"],
                seed=options["seed"],
                today=options["today"] or clock.today(),
            )
        except (SizeOutOfRange, TooEarly) as fault:
            raise CommandError(str(fault)) from fault
        if folder is not None:
            write_folder(school, folder)
            self.stdout.write(f"{NAME} as of {full_day(school.day)} is in {folder}.")
            return
        try:
            build(school, say=self.stdout.write)
        except FolderRefused as fault:
            raise CommandError(str(fault)) from fault
        if options["verbosity"]:
            self.greet()

    def refuse_where_it_would_harm(self) -> None:
        """Raise CommandError in production, and where there is a demo school already."""
        if settings.PRODUCTION:
            raise CommandError(
                "The demo school has a password that everybody knows, so it is not made with "
                "ENVIRONMENT=production. Its files can be: demo_school --folder DIR."
            )
        if School.objects.filter(urn=URN).exists():
            raise CommandError(f"{NAME} (URN {URN}) is in this database already.")

    def greet(self) -> None:
        """Say who may sign in."""
        self.stdout.write(f"\nEverybody's password is {DEMO_PASSWORD}\n")
        for role, name, email in demo_accounts():
            self.stdout.write(f"  {role:<24}{email:<40}{name}")
