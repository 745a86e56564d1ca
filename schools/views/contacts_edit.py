"""Edit a parent's own facts, and what they are to one pupil."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from schools.access import SignedInRequest, may_open
from schools.actions.edit_link import edit_link
from schools.actions.edit_parent import edit_parent
from schools.changes import ChangedMeanwhile, Difference
from schools.contact_forms import LinkForm, ParentForm, link_initial, parent_initial
from schools.queries.contacts_of import other_links
from schools.refusals import Refused
from schools.views.contacts import link_for, note_contacts_seen, tell_saved, to_contacts
from schools.views.people import changed_meanwhile, form_page
from toolkit import clock

METHODS = ["GET", "HEAD", "POST"]
TO_MEND = "to-mend"


@require_http_methods(METHODS)
@may_open("edit_people")
def parent(request: SignedInRequest, pupil_id: int, link_id: int) -> HttpResponse:
    """Title, names, numbers, address and language: shared by all the person's children."""
    link = link_for(request, pupil_id, link_id)
    person = link.parent
    form = ParentForm(
        request.POST if request.method == "POST" else None, initial=parent_initial(person)
    )
    back = request.POST.get("back") or request.GET.get("back", "")
    differences: list[Difference] = []
    if form.is_valid():
        try:
            saved = edit_parent(
                parent=person,
                facts=form.facts(),
                seen=form.cleaned_data["seen"] or 0,
                by=request.user,
                at=clock.now(),
            )
        except ChangedMeanwhile as refusal:
            person.refresh_from_db()
            differences = changed_meanwhile(form, refusal, version=person.version)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            changed = saved.version != person.version
            tell_saved(request, saved, f"{saved} is saved." if changed else "Nothing was changed.")
            return redirect("contacts:to_mend") if back == TO_MEND else to_contacts(link.pupil)
    note_contacts_seen(request, link.pupil)
    about = {
        "link": link,
        "pupil": link.pupil,
        "also": other_links([link])[person.pk],
        "differences": differences,
        "back": TO_MEND if back == TO_MEND else "",
    }
    return form_page(request, "people/contact_parent.html", form, about)


@require_http_methods(METHODS)
@may_open("edit_people")
def what_they_are(request: SignedInRequest, pupil_id: int, link_id: int) -> HttpResponse:
    """Relationship, responsibility, and whether they may be contacted and texted."""
    link = link_for(request, pupil_id, link_id)
    form = LinkForm(request.POST if request.method == "POST" else None, initial=link_initial(link))
    differences: list[Difference] = []
    if form.is_valid():
        try:
            saved = edit_link(
                link=link,
                facts=form.link_facts(),
                seen=form.cleaned_data["seen"] or 0,
                by=request.user,
                at=clock.now(),
            )
        except ChangedMeanwhile as refusal:
            link.refresh_from_db(fields=["version"])
            differences = changed_meanwhile(form, refusal, version=link.version)
        else:
            changed = saved.version != link.version
            said = f"{link.parent} is saved." if changed else "Nothing was changed."
            messages.success(request, said)
            return to_contacts(link.pupil)
    note_contacts_seen(request, link.pupil)
    about = {"link": link, "pupil": link.pupil, "differences": differences}
    return form_page(request, "people/contact_link.html", form, about)
