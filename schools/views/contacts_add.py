"""Add a contact of a pupil."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from schools.access import SignedInRequest, may_open
from schools.actions.add_contact import add_contact
from schools.contact_forms import AddContactForm
from schools.known_contacts import PerhapsKnown
from schools.models import Parent, Pupil
from schools.queries.find_parents import find_parents
from schools.refusals import Refused
from schools.views.contacts import note_contacts_seen, pupil_for, tell_saved, to_contacts
from schools.views.people import form_page
from toolkit import clock
from toolkit.numbers import whole_in


@require_http_methods(["GET", "HEAD", "POST"])
@may_open("edit_people")
def add(request: SignedInRequest, pupil_id: int) -> HttpResponse:
    """Somebody new, or somebody found; parents of the pupil's surname are offered at first."""
    pupil = pupil_for(request, pupil_id)
    sought = request.GET.get("find", pupil.legal_surname).replace("\x00", "")[:120]
    known = find_parents(by=request.user, text=sought, besides=pupil)
    posted = request.POST if request.method == "POST" else None
    form = AddContactForm(posted, known=[*known, *chosen(request, known)])
    asks = bool(request.POST.get("is_another"))
    if form.is_valid():
        parent_id = form.cleaned_data["parent"]
        try:
            link = add_contact(
                pupil=pupil,
                link=form.link_facts(),
                facts=None if parent_id else form.facts(),
                parent_id=int(parent_id) if parent_id else None,
                is_another=form.cleaned_data["is_another"],
                by=request.user,
                at=clock.now(),
            )
        except Refused as refusal:
            form.refuse(refusal)
            if isinstance(refusal, PerhapsKnown):
                asks = True
                known = offered_first(request, pupil, refusal.parent, known)
        else:
            tell_saved(request, link.parent, f"{link.parent} is now a contact of {pupil.name}.")
            return to_contacts(pupil)
    note_contacts_seen(request, pupil)
    about = {
        "pupil": pupil,
        "known": known,
        "sought": sought,
        "chosen": form["parent"].value() or "",
        "asks": asks,
    }
    return form_page(request, "people/contact_add.html", form, about)


def offered_first(
    request: SignedInRequest, pupil: Pupil, parent: Parent | None, known: list[Parent]
) -> list[Parent]:
    """The list to choose from, with somebody who has the same name and number before others."""
    if parent is None:
        return known
    name = f"{parent.forename} {parent.surname}".strip()
    same = find_parents(by=request.user, text=name, besides=pupil)
    first = [one for one in same if one.pk == parent.pk]
    return [*first, *(one for one in known if one.pk != parent.pk)]


def chosen(request: SignedInRequest, known: list[Parent]) -> list[Parent]:
    """Somebody chosen in a list that meanwhile looks different; the action decides about them."""
    wanted = whole_in(request.POST.get("parent", ""))
    if wanted is None or any(one.pk == wanted for one in known):
        return []
    return list(Parent.objects.filter(school=request.user.school, pk=wanted))
