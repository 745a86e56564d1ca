"""Move a pupil's contacts up and down, end them, and take them up again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from schools.access import SignedInRequest, may_open
from schools.actions.end_contact import end_contact
from schools.actions.order_contacts import order_contacts
from schools.actions.take_up_contact import take_up_contact
from schools.changes import ChangedMeanwhile
from schools.models import PupilParent
from schools.refusals import Refused
from schools.views.contacts import link_for, note_contacts_seen, to_contacts
from toolkit import clock
from toolkit.numbers import whole_in

LOOK_AGAIN = "Somebody else has changed this contact meanwhile. Look again, then decide."


@require_POST
@may_open("edit_people")
def order(request: SignedInRequest, pupil_id: int, link_id: int) -> HttpResponse:
    """One place up or down in the order in which they are called."""
    link = link_for(request, pupil_id, link_id)
    try:
        order_contacts(
            link=link,
            up=request.POST.get("to") == "up",
            seen=seen_in(request),
            by=request.user,
            at=clock.now(),
        )
    except ChangedMeanwhile:
        messages.error(request, LOOK_AGAIN)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return to_contacts(link.pupil)


@require_http_methods(["GET", "HEAD", "POST"])
@may_open("edit_people")
def end(request: SignedInRequest, pupil_id: int, link_id: int) -> HttpResponse:
    """Ask first, and warn where it is the last one; then end the contact."""
    link = link_for(request, pupil_id, link_id)
    problem = ""
    if request.method == "POST":
        try:
            left = end_contact(link=link, seen=seen_in(request), by=request.user, at=clock.now())
        except ChangedMeanwhile:
            problem = LOOK_AGAIN
            link.refresh_from_db(fields=["version"])
        except Refused as refusal:
            problem = str(refusal)
        else:
            said = f"{link.parent} is no longer a contact of {link.pupil.name}."
            if left:
                messages.success(request, said)
            else:
                messages.warning(request, f"{said} {link.pupil.name} now has nobody to contact.")
            return to_contacts(link.pupil)
    others = PupilParent.objects.filter(pupil=link.pupil, ended_on__isnull=True)
    note_contacts_seen(request, link.pupil)
    about = {
        "link": link,
        "pupil": link.pupil,
        "problem": problem,
        "is_only_one": not others.exclude(pk=link.pk).exists(),
    }
    return render(request, "people/contact_end.html", about, status=422 if problem else 200)


@require_POST
@may_open("edit_people")
def take_up(request: SignedInRequest, pupil_id: int, link_id: int) -> HttpResponse:
    """Make somebody a contact again, last in the order."""
    link = link_for(request, pupil_id, link_id)
    try:
        take_up_contact(link=link, seen=seen_in(request), by=request.user, at=clock.now())
    except ChangedMeanwhile:
        messages.error(request, LOOK_AGAIN)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{link.parent} is a contact of {link.pupil.name} again.")
    return to_contacts(link.pupil)


def seen_in(request: HttpRequest) -> int:
    """The version that was on the page; 0, which no row has, where none was sent."""
    return whole_in(request.POST.get("seen", "")) or 0
