"""Record a message about an absence."""

from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render

from registers.actions.record_message import Recorded, record_message
from registers.hearing import RECORD, may_confirm
from registers.refusals import CodeNotPermitted, NeedsTheHeadteacher, NotForThisDay
from registers.roll_refusals import NotInOrder
from registers.views.message_codes import codes_allowed, offered
from registers.views.message_forms import MessageForm
from registers.views.message_pupils import STRANGER, Choosing, choosing
from registers.views.message_words import tell
from registers.views.roll_fields import show_faults
from registers.views.roll_pupil import asks
from schools.access import SignedInRequest, may_open
from toolkit import clock
from toolkit.words import together

CODE_REFUSED = (CodeNotPermitted, NeedsTheHeadteacher, NotForThisDay)
RECORD_IT = "record"


@may_open(RECORD)
@asks
def new(request: SignedInRequest) -> HttpResponse:
    """The form; a post that only looks for pupils or codes shows it again, and saves nothing."""
    at, by = clock.now(), request.user
    today = clock.local(at).date()
    sent = request.POST if request.method == "POST" else request.GET
    people = choosing(sent, by=by, on=today)
    allowed = codes_allowed(by, on=today) if may_confirm(by) else []
    if request.method != "POST" or request.POST.get("do") != RECORD_IT:
        typed: dict[str, Any] = {
            "first_day": today,
            "last_day": today,
            "first_half": "AM",
            "last_half": "PM",
            "channel": "phone",
        }
        form = MessageForm(initial=typed | sent.dict(), codes_allowed=allowed)
        return shown(request, form, people, sent, allowed)
    form = MessageForm(request.POST, codes_allowed=allowed)
    if people.has_strangers:
        form.add_error(None, STRANGER)
    if form.is_valid() and (recorded := recorded_or_none(request, form, people)):
        tell(request, by, recorded, done=_done(recorded, people))
        return redirect("messages:message", recorded.message.pk)
    return shown(request, form, people, sent, allowed)


def recorded_or_none(
    request: SignedInRequest, form: MessageForm, people: Choosing
) -> Recorded | None:
    """What was recorded; None where it was refused, with every fault in the form."""
    try:
        return record_message(
            by=request.user,
            pupils=people.pupils,
            told=form.told(),
            confirmed_with=form.cleaned_data.get("confirmed_with", ""),
            at=clock.now(),
        )
    except NotInOrder as refusal:
        show_faults(form, refusal)
    except CODE_REFUSED as refusal:
        form.add_error("code" if "code" in form.fields else None, str(refusal))
    return None


def shown(
    request: SignedInRequest,
    form: MessageForm,
    people: Choosing,
    sent: QueryDict,
    allowed: list[str],
) -> HttpResponse:
    """The page; 422 where the form was refused."""
    context = {
        "form": form,
        "people": people,
        **about_codes(sent.get("words", ""), sent.get("code", ""), allowed),
    }
    return render(request, "messages/new.html", context, status=422 if form.errors else 200)


def about_codes(words: str, chosen: str, allowed: list[str]) -> dict[str, Any]:
    """What the choice of a code shows."""
    return {
        "allowed": allowed,
        "offered": offered(words[:400], allowed=allowed, chosen=chosen) if allowed else [],
        "chosen_code": chosen,
    }


def _done(recorded: Recorded, people: Choosing) -> str:
    whom = together([pupil.forename for pupil in people.pupils])
    if recorded.message.confirmed_at is not None:
        return f"Recorded. Registers expect {whom} to be away."
    if recorded.message.channel == "transport":
        return f"Passed on. Until a parent confirms it, no register expects {whom} to be away."
    return f"Passed on to the office. Until it confirms, no register expects {whom} to be away."
