"""Write to a person about their own account, in plain text."""

from datetime import datetime

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string

from schools.account_links import INVITATION, LIVES_IN_WORDS, link_for
from schools.models import User

SUBJECTS = {True: "Your Rollbook account at {school}", False: "A new password for Rollbook"}


def send_link(*, person: User, kind: str, at: datetime) -> str:
    """Mail the link by which the person chooses a password; returns the link."""
    link = link_for(person=person, kind=kind, at=at)
    invited = kind == INVITATION
    text = render_to_string(
        f"accounts/mail/{kind}.txt",
        {"person": person, "link": link, "lives": LIVES_IN_WORDS[kind]},
    )
    subject = SUBJECTS[invited].format(school=person.school.name)
    send_mail(subject, text, None, [person.email])
    return link


def is_set_up() -> bool:
    """Whether mail leaves this machine; without a mail server it is only kept in a folder."""
    return not str(settings.MAILERS["default"]["BACKEND"]).endswith("filebased.EmailBackend")
