"""Send mail to people about their accounts."""

from hashlib import sha256

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
    _send_once(person, kind=RESET, key="reset-link")


@shared_task(ignore_result=True)
def mail_link(*, person_id: int, kind: str) -> None:
    """Mail a link of the kind that a colleague made for the person, if they can still use it."""
    person = User.objects.filter(pk=person_id, is_active=True, is_system=False).first()
    if person is None or person.has_left(clock.today()):
        return
    _send_once(person, kind=kind, key=f"mailed-link:{kind}")


def _send_once(person: User, *, kind: str, key: str) -> None:
    """Mail the link, unless one went to this address of theirs just now; a failure is none."""
    key = f"{key}:{person.pk}:{sha256(person.email.encode()).hexdigest()}"
    if not cache.add(key, 1, timeout=ONE_LINK_EVERY):
        return
    try:
        send_link(person=person, kind=kind, at=clock.real_now())
    except Exception:
        cache.delete(key)
        raise
