"""Find the contact that an address names, and go back to the pupil."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from audit.actions.note_look import note_look
from schools.access import SignedInRequest
from schools.models import Parent, Pupil, PupilParent
from schools.parent_facts import unusable
from schools.permissions import NotPermitted, require
from schools.views.found import pupil_or_404
from toolkit import clock


def pupil_for(request: SignedInRequest, pupil_id: int) -> Pupil:
    """A pupil whose contacts the person may see and change; raises Http404, PermissionDenied."""
    pupil = pupil_or_404(by=request.user, pupil_id=pupil_id, on=clock.today())
    try:
        require(request.user, "see_contacts")
    except NotPermitted as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    return pupil


def link_for(request: SignedInRequest, pupil_id: int, link_id: int) -> PupilParent:
    """What somebody is to the pupil; anything else is not found."""
    pupil = pupil_for(request, pupil_id)
    links = PupilParent.objects.filter(school_id=pupil.school_id, pupil=pupil)
    link = links.select_related("parent").filter(pk=link_id).first()
    if link is None or link.parent.merged_into_id is not None:
        raise Http404("There is no such contact.")
    link.pupil = pupil
    return link


def note_contacts_seen(request: SignedInRequest, pupil: Pupil) -> None:
    """Note that the person saw the pupil's contacts."""
    note_look(
        by=request.user,
        school_id=pupil.school_id,
        subject=pupil,
        what=["contacts"],
        at=clock.now(),
    )


def to_contacts(pupil: Pupil) -> HttpResponse:
    """Go back to the contacts on the pupil's page."""
    return redirect(f"{reverse('people:pupil', args=[pupil.pk])}#contacts")


def tell_saved(request: SignedInRequest, parent: Parent, sentence: str) -> None:
    """Say that it is saved, and which numbers cannot be right."""
    faults = unusable(parent)
    if not faults:
        messages.success(request, sentence)
        return
    wrong = " and ".join(f"the {kind} “{written}”" for kind, written in faults)
    messages.warning(
        request,
        f"{sentence} But {wrong} cannot be right: kept as written, not used, and listed under "
        "Numbers to mend.",
    )
