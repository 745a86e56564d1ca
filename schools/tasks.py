"""Send mail to people about their accounts."""

from celery import shared_task
from django.core.cache import cache

from schools.account_links import RESET
from schools.mail import send_link
from schools.models import User
from toolkit import clock

ONE_LINK_EVERY = 120  # Seconds; running twice, or being asked twice, sends one mail.


@shared_task(ignore_result=True)
def send_reset_link(*, email: str) -> None:
    """Mail a link for a new password to the person with this address, if there is one."""
    person = User.objects.filter(
        email__iexact=email.strip(), is_active=True, is_system=False
    ).first()
    if person is None or person.has_left(clock.today()):
        return
    if not cache.add(f"reset-link:{person.pk}", 1, timeout=ONE_LINK_EVERY):
        return
    send_link(person=person, kind=RESET, at=clock.real_now())


@shared_task(ignore_result=True)
def mail_link(*, person_id: int, kind: str) -> None:
    """Mail a link of the kind that a colleague made for the person, if they can still use it."""
    person = User.objects.filter(pk=person_id, is_active=True, is_system=False).first()
    if person is None or person.has_left(clock.today()):
        return
    if cache.add(f"mailed-link:{kind}:{person.pk}", 1, timeout=ONE_LINK_EVERY):
        send_link(person=person, kind=kind, at=clock.real_now())
