"""Start, change, end and remove what holds for a pupil from one day to another."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from audit.actions.note_look import note_look
from schools.access import SignedInRequest, may_open
from schools.actions.change_flag import change_flag
from schools.actions.end_flag import end_flag
from schools.actions.remove_flag import remove_flag
from schools.actions.start_flag import start_flag
from schools.changes import ChangedMeanwhile, Difference
from schools.flag_facts import TEXTS
from schools.flag_forms import (
    ChangeFlagForm,
    EndFlagForm,
    RemoveFlagForm,
    StartFlagForm,
    flag_initial,
    without_worker,
)
from schools.flags import WITH_WORKER, kinds_seen, looked_at
from schools.models import Pupil, PupilFlag
from schools.people_forms import SeenForm
from schools.permissions import NotPermitted
from schools.queries.flags_of import label_of
from schools.refusals import Refused
from schools.views.found import pupil_or_404
from schools.views.people import changed_meanwhile, form_page
from schools.views.posted import posted
from toolkit import clock

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
@may_open("edit_people")
def start(request: SignedInRequest, pupil_id: int) -> HttpResponse:
    """What holds from a day on; only the kinds that the person may see are offered."""
    today = clock.today()
    pupil = pupil_or_404(by=request.user, pupil_id=pupil_id, on=today)
    form = StartFlagForm(
        request.POST if request.method == "POST" else None,
        kinds=sorted(kinds_seen(request.user, pupil=pupil, on=today)),
        initial={"start": today},
    )
    if form.is_valid():
        typed = form.cleaned_data
        try:
            flag = start_flag(
                pupil=pupil,
                kind=typed["kind"],
                value=typed.get("value", ""),
                start=typed["start"],
                end=typed["end"],
                texts=form.texts(),
                by=request.user,
                at=clock.now(),
            )
        except Refused as refusal:
            form.refuse(refusal)
        except NotPermitted as refusal:
            raise PermissionDenied(str(refusal)) from refusal
        else:
            messages.success(request, f"{label_of(flag)}: saved.")
            return to_flags(pupil)
    return form_page(request, "people/flag_start.html", form, {"pupil": pupil})


@require_http_methods(METHODS)
@may_open("edit_people")
def change(request: SignedInRequest, pupil_id: int, flag_id: int) -> HttpResponse:
    """Correct a day, the worker's contact or the note."""
    flag = flag_or_404(request, pupil_id, flag_id)
    form = ChangeFlagForm(posted(request), initial=flag_initial(flag))
    if flag.kind not in WITH_WORKER:
        without_worker(form)

    def save() -> None:
        typed = form.cleaned_data
        texts = {name: typed[name] for name in TEXTS if name in form.fields}
        change_flag(
            flag=flag,
            start=typed["start"],
            end=typed["end"],
            texts=texts,
            seen=typed["seen"] or 0,
            by=request.user,
            at=clock.now(),
        )

    return answer(request, flag, form, "people/flag_change.html", save, "saved")


@require_http_methods(METHODS)
@may_open("edit_people")
def end(request: SignedInRequest, pupil_id: int, flag_id: int) -> HttpResponse:
    """The last day on which it holds."""
    flag = flag_or_404(request, pupil_id, flag_id)
    first = {"end": flag.end or clock.today(), "seen": flag.version}
    form = EndFlagForm(posted(request), initial=first)

    def save() -> None:
        end_flag(
            flag=flag,
            end=form.cleaned_data["end"],
            seen=form.cleaned_data["seen"] or 0,
            by=request.user,
            at=clock.now(),
        )

    return answer(request, flag, form, "people/flag_end.html", save, "its last day is saved")


@require_http_methods(METHODS)
@may_open("edit_people")
def remove(request: SignedInRequest, pupil_id: int, flag_id: int) -> HttpResponse:
    """Take out what was entered by mistake; the history keeps it."""
    flag = flag_or_404(request, pupil_id, flag_id)
    form = RemoveFlagForm(posted(request), initial={"seen": flag.version})

    def save() -> None:
        remove_flag(
            flag=flag,
            reason=form.cleaned_data["reason"],
            seen=form.cleaned_data["seen"] or 0,
            by=request.user,
            at=clock.now(),
        )

    return answer(request, flag, form, "people/flag_remove.html", save, "removed")


def flag_or_404(request: SignedInRequest, pupil_id: int, flag_id: int) -> PupilFlag:
    """A flag of the pupil of a kind that the person sees; anything else is not found."""
    today = clock.today()
    pupil = pupil_or_404(by=request.user, pupil_id=pupil_id, on=today)
    flags = PupilFlag.objects.filter(school_id=pupil.school_id, pupil=pupil, pk=flag_id)
    flag = flags.first()
    if flag is None or flag.kind not in kinds_seen(request.user, pupil=pupil, on=today):
        raise Http404("There is no such entry.")
    flag.pupil = pupil
    return flag


def answer(
    request: SignedInRequest,
    flag: PupilFlag,
    form: SeenForm,
    template: str,
    save: Callable[[], None],
    said: str,
) -> HttpResponse:
    """Save and go back to the pupil; else show the form with what is wrong."""
    differences: list[Difference] = []
    if form.is_valid():
        try:
            save()
        except ChangedMeanwhile as refusal:
            flag.refresh_from_db(fields=["version"])
            differences = changed_meanwhile(form, refusal, version=flag.version)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"{label_of(flag)}: {said}.")
            return to_flags(flag.pupil)
    note_look(
        by=request.user,
        school_id=flag.school_id,
        subject=flag.pupil,
        what=looked_at([flag.kind]),
        at=clock.now(),
    )
    about: dict[str, Any] = {
        "pupil": flag.pupil,
        "flag": flag,
        "label": label_of(flag),
        "differences": differences,
    }
    return form_page(request, template, form, about)


def to_flags(pupil: Pupil) -> HttpResponse:
    """Go back to the flags on the pupil's page."""
    return redirect(f"{reverse('people:pupil', args=[pupil.pk])}#flags")
