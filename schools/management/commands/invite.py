"""Print a link by which somebody on the staff chooses a password."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from schools.account_links import INVITATION
from schools.actions.invite_person import CannotInvite, invite_person
from schools.mail import send_link
from toolkit import clock


class Command(BaseCommand):
    help = "Invite a person on the staff: print a link that works once, for 7 days."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", metavar="EMAIL", help="The school email of the person.")
        parser.add_argument("--mail", action="store_true", help="Send the link to them as well.")

    def handle(self, *args: Any, **options: Any) -> None:
        now = clock.real_now()
        try:
            person, link = invite_person(email=options["email"], at=now)
        except CannotInvite as refusal:
            raise CommandError(str(refusal)) from refusal
        if options["mail"]:
            send_link(person=person, kind=INVITATION, at=now)
        self.stdout.write(f"{person.name} chooses a password here, once, within 7 days:\n{link}")
