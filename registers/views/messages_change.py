"""Confirm a message, change it, end it early and take it back."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from registers.actions.change_message import change_message
from registers.actions.confirm_message import confirm_message
from registers.actions.end_message import end_message
from registers.actions.record_message import Recorded
from registers.actions.withdraw_message import withdraw_message
from registers.arranging import ARRANGE
from registers.hearing import RECORD, require_reading, told_in
from registers.models import Message
from registers.queries.messages import listed
from registers.roll_refusals import NotInOrder
from registers.views.message_codes import codes_allowed
from registers.views.message_forms import BackForm, MessageForm, WithdrawForm
from registers.views.message_words import tell
from registers.views.messages import LOOK, message_or_404
from registers.views.messages_new import CODE_REFUSED, about_codes
from registers.views.roll_fields import show_faults
from registers.views.roll_pupil import asks, note_shown
from schools.access import SignedInRequest, may_open
from schools.changes import ChangedMeanwhile, Difference
from schools.models import Pupil
from schools.people_forms import SeenForm
from schools.views.people import changed_meanwhile
from toolkit import clock
from toolkit.words import together

SAVE = "save"


@may_open(ARRANGE)
@asks
def confirm(request: SignedInRequest, message_id: int) -> HttpResponse:
    """Confirm what was passed on, with which parent, and choose the code."""

    def act(message: Message, form: MessageForm) -> Recorded:
        return confirm_message(
            by=request.user,
            message=message,
            told=form.told(),
            confirmed_with=form.cleaned_data["confirmed_with"],
            seen=form.cleaned_data["seen"] or 0,
            at=clock.now(),
        )

    return _edit(
        request,
        message_id,
        act,
        heading="Confirm the message",
        do="Confirm it",
        done="Confirmed. Registers expect it from now on.",
    )


@may_open(ARRANGE)
@asks
def change(request: SignedInRequest, message_id: int) -> HttpResponse:
    """Correct what was told, or make the absence longer or shorter."""

    def act(message: Message, form: MessageForm) -> Recorded:
        return change_message(
            by=request.user,
            message=message,
            told=form.told(),
            seen=form.cleaned_data["seen"] or 0,
            at=clock.now(),
        )

    return _edit(
        request,
        message_id,
        act,
        heading="Change the message",
        do="Save the change",
        done="Changed.",
    )


def _edit(
    request: SignedInRequest,
    message_id: int,
    act: Callable[[Message, MessageForm], Recorded],
    *,
    heading: str,
    do: str,
    done: str,
) -> HttpResponse:
    """A form with the message in it; a post that only looks for codes shows it again."""
    message = message_or_404(request, message_id)
    require_reading(request.user, message)
    for pupil in _pupils(message):
        note_shown(request.user, pupil, {LOOK})
    allowed = codes_allowed(request.user, on=clock.today())
    sent = request.POST if request.method == "POST" else None
    stored: dict[str, Any] = vars(told_in(message)) | {
        "seen": message.version,
        "confirmed_with": message.confirmed_with,
    }
    differences: list[Difference] = []
    if sent is None or sent.get("do") != SAVE:
        form = MessageForm(initial=stored | (sent.dict() if sent else {}), codes_allowed=allowed)
    else:
        form = MessageForm(sent, codes_allowed=allowed)
        try:
            if form.is_valid() and (recorded := _done_or_none(form, lambda: act(message, form))):
                tell(request, request.user, recorded, done=done)
                return redirect("messages:message", message.pk)
        except ChangedMeanwhile as refusal:
            message.refresh_from_db()
            late = changed_meanwhile(form, refusal, version=message.version)
            differences = [form.in_words(one) for one in late]
    typed = sent or stored
    chosen = str(typed.get("code") or "")
    context = {
        "message": message,
        "whom": _names(request, message),
        "form": form,
        "heading": heading,
        "do": do,
        "differences": differences,
        **about_codes(str(typed.get("words") or ""), chosen, allowed),
    }
    return render(request, "messages/edit.html", context, status=422 if form.errors else 200)


@may_open(ARRANGE)
@asks
def end(request: SignedInRequest, message_id: int) -> HttpResponse:
    """Ask who is back and from when; the address may name one pupil and a half of today."""
    message = message_or_404(request, message_id)
    pupils = _pupils(message)
    half = request.GET.get("half", "")
    start: dict[str, Any] = {
        "pupils": request.GET.getlist("pupil") or [str(pupil.pk) for pupil in pupils],
        "back_on": clock.today(),
        "back_half": half if half in {"AM", "PM"} else _half_now(),
    }
    form = BackForm(request.POST or None, initial=start, pupils=pupils)
    if form.is_valid() and (
        recorded := _done_or_none(
            form,
            lambda: end_message(
                by=request.user,
                message=message,
                pupils=[int(key) for key in form.cleaned_data["pupils"]],
                back_on=form.cleaned_data["back_on"],
                back_half=form.cleaned_data["back_half"],
                at=clock.now(),
            ),
        )
    ):
        back = [one.forename for one in pupils if str(one.pk) in form.cleaned_data["pupils"]]
        tell(request, request.user, recorded, done=f"Registers expect {together(back)} again.")
        return redirect("messages:message", message.pk)
    return _small_form(
        request,
        message,
        form,
        heading="Back early",
        do="End the absence",
        intro="Registers that are still open lose the mark; in registers that were submitted it "
        "stays until somebody changes it there.",
    )


@may_open(RECORD)
@asks
def withdraw(request: SignedInRequest, message_id: int) -> HttpResponse:
    """Ask why, and expect nothing because of it any more."""
    message = message_or_404(request, message_id)
    form = WithdrawForm(request.POST or None, initial={"seen": message.version})
    try:
        if form.is_valid() and (
            recorded := _done_or_none(
                form,
                lambda: withdraw_message(
                    by=request.user,
                    message=message,
                    why=form.cleaned_data["reason"],
                    seen=form.cleaned_data["seen"] or 0,
                    at=clock.now(),
                ),
            )
        ):
            tell(request, request.user, recorded, done="Taken back.")
            return redirect("messages:message", message.pk)
    except ChangedMeanwhile as refusal:
        message.refresh_from_db()
        changed_meanwhile(form, refusal, version=message.version)
    return _small_form(
        request,
        message,
        form,
        heading="Take the message back",
        do="Take it back",
        intro="For what was a mistake. What registers that are still open hold because of it is "
        "cleared; the message stays readable.",
    )


def _small_form(
    request: SignedInRequest, message: Message, form: SeenForm | BackForm, **about: str
) -> HttpResponse:
    context = {
        "message": message,
        "about": _names(request, message),
        "form": form,
        "crumb": "messages/crumb.html",
        "leave": reverse("messages:message", args=[message.pk]),
        **about,
    }
    return render(request, "messages/small.html", context, status=422 if form.errors else 200)


def _done_or_none(form: Any, do: Callable[[], Recorded]) -> Recorded | None:
    """What was done; None where it was refused, with every fault in the form."""
    try:
        return do()
    except NotInOrder as refusal:
        show_faults(form, refusal)
    except CODE_REFUSED as refusal:
        form.add_error("code", str(refusal))
    return None


def _pupils(message: Message) -> list[Pupil]:
    about = message.about.select_related("pupil").order_by("pupil__sort_key", "pupil_id")
    return [one.pupil for one in about]


def _names(request: SignedInRequest, message: Message) -> str:
    """Of those whom the person may open."""
    [row] = listed([message], by=request.user, on=clock.today())
    return together([one.pupil.name for one in row.whom])


def _half_now() -> str:
    return "AM" if clock.local(clock.now()).hour < 12 else "PM"
