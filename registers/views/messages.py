"""List the messages about absence, and show one of them."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from registers.arranging import ARRANGE
from registers.hearing import RECORD, may_confirm
from registers.models import Message
from registers.queries.activities import current_activities
from registers.queries.message_page import message_page
from registers.queries.messages import current_messages, messages_about, messages_open_to
from registers.views.roll_pupil import note_shown
from schools.access import SignedInRequest, may_open
from schools.permissions import may
from schools.queries.find_pupils import find_pupils
from toolkit import clock

LOOK = "reason of an absence"  # As the trail of who looked at what calls it.


@never_cache
@require_safe
@may_open(RECORD)
def message_list(request: SignedInRequest) -> HttpResponse:
    """What waits, what holds today and what is to come; ?q= looks for a pupil's messages."""
    by, on = request.user, clock.today()
    text = request.GET.get("q", "").replace("\0", "").strip()[:100]
    about: dict[str, object] = {
        "q": text,
        "may_confirm": may_confirm(by),
        "may_arrange": may(by, ARRANGE),
        "sentence": "",
    }
    if text:
        found = find_pupils(by=by, text=text, on=on)
        about["sentence"] = found.sentence
        about["found"] = messages_about(pupils=found.pupils, by=by, on=on)
    else:
        about["found"] = current_messages(by=by, on=on)
        about["trips"] = current_activities(school_id=by.school_id, on=on)
    return render(request, "messages/list.html", about)


@never_cache
@require_safe
@may_open(RECORD)
def message(request: SignedInRequest, message_id: int) -> HttpResponse:
    """What was told, what registers hold because of it, and what to look at again."""
    at, by = clock.now(), request.user
    found = message_or_404(request, message_id)
    page = message_page(message=found, by=by, at=at)
    if page.row.words:
        for whom in page.row.whom:
            note_shown(by, whom.pupil, {LOOK})
    return render(request, "messages/message.html", {"page": page, "message": found})


def message_or_404(request: SignedInRequest, message_id: int) -> Message:
    """A message about a pupil whom the person may open; any other is not found."""
    open_to = messages_open_to(by=request.user, on=clock.today())
    people = ("recorded_by", "confirmed_by", "withdrawn_by")
    found = open_to.filter(pk=message_id).select_related(*people).first()
    if found is None:
        raise Http404("There is no such message.")
    return found
