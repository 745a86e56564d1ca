"""Make the first account of a school and print the link to its password."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from schools.actions.first_admin import CannotMakeFirstAdmin, first_admin
from schools.roles import ROLES
from toolkit import clock

UNNAMED = (
    "Their name is not known, so entries show the address: give it with --name, or they enter it "
    "under Your account.\n"
)


class Command(BaseCommand):
    help = "Make a school's first administrator: print a link that works once, for 7 days."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", metavar="EMAIL", help="Their school email.")
        parser.add_argument("--urn", required=True, help="The school's six-digit number.")
        parser.add_argument("--name", default="", help="Theirs, such as 'Mary Lark'.")
        parser.add_argument("--school", default="", metavar="NAME", help="Its name, if new here.")
        parser.add_argument(
            "--also", action="append", default=[], choices=ROLES, metavar="ROLE",
            help="A further role of theirs, such as office; may be given several times.",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            person, link = first_admin(
                email=options["email"],
                urn=options["urn"],
                school_name=options["school"],
                name=options["name"],
                also=options["also"],
                at=clock.real_now(),
            )
        except CannotMakeFirstAdmin as refusal:
            raise CommandError(str(refusal)) from refusal
        named = "" if person.surname else UNNAMED
        who = f"{person.name} ({person.email})" if person.surname else person.email
        self.stdout.write(
            f"{who} is the first administrator of {person.school.name}.\n"
            f"{named}They choose a password here, once, within 7 days:\n{link}"
        )
