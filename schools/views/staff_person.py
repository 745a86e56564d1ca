"""Show one person on the staff, and what can be done to their account at a press."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from schools.access import SignedInRequest, may_open
from schools.account_links import INVITATION, LIVES_IN_WORDS
from schools.actions.end_sessions import end_sessions
from schools.actions.give_link import give_link
from schools.actions.unlock_person import unlock_person
from schools.mail import is_set_up
from schools.models import User
from schools.queries.delegations import delegations
from schools.queries.staff_history import staff_history
from schools.queries.staff_list import last_sign_ins, role_names
from schools.queries.staff_states import STATE_WORDS, locked_emails, state_of
from schools.queries.teaching import teaching
from schools.staff import StaffRefused
from schools.tasks import mail_link
from toolkit import clock


def of_school(request: SignedInRequest, person_id: int) -> User:
    """The person of the same school; anybody else is not found."""
    people = User.objects.select_related("school")
    return get_object_or_404(
        people, pk=person_id, school_id=request.user.school_id, is_system=False
    )


@require_safe
@may_open("accounts")
def person(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Who somebody is, what they may do, their classes, and what was done to their account."""
    shown = of_school(request, person_id)
    today = clock.today()
    locked = locked_emails(emails=[shown.email], real_at=clock.real_now())
    state = state_of(shown, locked=locked, on=today)
    about = {
        "person": shown,
        "state": state,
        "state_words": STATE_WORDS[state],
        "role_names": role_names(shown.roles),
        "teaching": teaching(person=shown, on=today),
        "delegations": delegations(school_id=shown.school_id, on=today, person=shown),
        "history": staff_history(person=shown),
        "last_sign_in": last_sign_ins([shown], school_id=shown.school_id).get(shown.pk),
        "today": today,
        "is_oneself": shown.pk == request.user.pk,
    }
    return render(request, "staff/person.html", about)


@never_cache
@require_POST
@may_open("accounts")
def link(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Make a link for a password: mail it where mail is set up, and show it once."""
    shown = of_school(request, person_id)
    try:
        given = give_link(
            by=request.user, person_id=shown.pk, at=clock.now(), real_at=clock.real_now()
        )
    except StaffRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("staff:person", shown.pk)
    if is_set_up():
        mail_link.delay(person_id=given.person.pk, kind=given.kind)
    about = {
        "person": given.person,
        "link": given.link,
        "lives": LIVES_IN_WORDS[given.kind],
        "invited": given.kind == INVITATION,
        "mailed": is_set_up(),
    }
    return render(request, "staff/link.html", about)


@require_POST
@may_open("accounts")
def unlock(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Let the person try their password again at once."""
    shown = of_school(request, person_id)
    unlock_person(by=request.user, person_id=shown.pk, at=clock.now())
    messages.success(request, f"{shown.name} can try to sign in again.")
    return redirect("staff:person", shown.pk)


@require_POST
@may_open("accounts")
def end_sign_ins(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Sign the person out everywhere; oneself too."""
    shown = of_school(request, person_id)
    end_sessions(by=request.user, person_id=shown.pk, at=clock.now())
    messages.success(request, f"{shown.name} is signed out on every device.")
    return redirect("staff:person", shown.pk)
