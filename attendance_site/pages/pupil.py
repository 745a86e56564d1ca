"""The page of one pupil: the register's entry, and what each app knows."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from attendance_site.documents.give_all_data import may_have_all
from audit.actions.note_look import note_look
from registers.queries.roll_facts import roll_facts
from schools.access import SignedInRequest, may_open
from schools.flags import looked_at
from schools.permissions import may
from schools.queries.contacts_of import contacts_of
from schools.queries.flags_of import flags_of
from schools.queries.pupil_facts import pupil_facts
from schools.queries.pupils_open_to import LOOK_UP
from schools.views.found import pupil_or_404
from toolkit import clock


@never_cache
@require_safe
@may_open(LOOK_UP)
def pupil(request: SignedInRequest, pupil_id: int) -> HttpResponse:
    """What the person may see of the pupil; which sensitive facts were shown is noted."""
    at = clock.now()
    today = clock.local(at).date()
    by = request.user
    shown = pupil_or_404(by=by, pupil_id=pupil_id, on=today)
    facts = pupil_facts(pupil=shown, by=by, on=today)
    flags = flags_of(pupil=shown, by=by, on=today)
    looked = looked_at(flag.kind for flag in flags if flag.kind)
    if facts.sees_contacts:
        looked.add("contacts")
    about: dict[str, Any] = {
        "pupil": shown,
        "facts": facts,
        "contacts": contacts_of(pupil=shown, by=by),
        "flags": flags,
        "roll": roll_facts(pupil=shown, by=by, on=today),
        "today": today,
        "may_edit": facts.may_edit,
        "sees_trail": may(by, "access_trail"),
        "may_have_all": may_have_all(by),
        "sees_marks": may(by, "see_pupil_figures"),
        "may_tell": may(by, "record_message") and facts.state == "on_roll",
    }
    note_look(by=by, school_id=shown.school_id, subject=shown, what=looked, at=at)
    return render(request, "pages/pupil.html", about)
