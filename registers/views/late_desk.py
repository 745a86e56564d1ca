"""Sign in a pupil who came late, and show who came today."""

from dataclasses import dataclass
from datetime import datetime, time

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from registers.actions.sign_in_late import sign_in_late
from registers.actions.take_back_arrival import take_back_arrival
from registers.arriving import (
    Judged,
    judged_arrival,
    may_stand_for_late,
    refuse_who_is_only_back,
)
from registers.models import Arrival
from registers.permissions import codes_of
from registers.queries.late_desk import AtDesk, FoundAtDesk, found_at_desk, signed_in
from registers.queries.session_facts import SessionFacts
from registers.queries.sessions_of_day import sessions_of_day
from registers.refusals import MarkAlreadyChanged, Refused
from registers.views import words
from registers.views.desk_fields import (
    BRINGERS,
    REASONS,
    Chosen,
    DeskRefused,
    chosen_in,
    time_in,
)
from registers.views.desk_words import judgement
from registers.views.posted import key_in
from registers.views.privacy import shown_code
from schools.access import SignedInRequest, may_open
from schools.permissions import NotPermitted
from toolkit import clock

LATE_DESK = "late_desk_and_sign_out"
USUAL_INSTEAD = ("M", "I", "Y1")  # What a late child's absence most often is in place of U.


@dataclass(frozen=True)
class Desk:
    """What the desk knows while somebody stands at it. said: the judgement; problem: why none."""

    chosen: Chosen
    sessions: list[SessionFacts]
    found: FoundAtDesk
    here: AtDesk | None
    arrived: time
    judged: Judged | None
    problem: Refused | None = None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@may_open(LATE_DESK)
def desk(request: SignedInRequest) -> HttpResponse:
    """The late desk; htmx gets the form alone, a post signs the chosen pupil in."""
    at = clock.now()
    if request.method != "POST":
        return shown(request, looked_up(request, chosen_in(request.GET), at), at)
    chosen = chosen_in(request.POST)
    try:
        arrival = signed(request, chosen, at)
    except (Refused, NotPermitted) as refusal:
        again = looked_up(request, chosen, at)
        return shown(request, again, at, refusal=refusal)
    name = arrival.pupil.name
    messages.success(request, f"{name}: signed in at {words.clock_time(arrival.arrived_at)}.")
    slip = f"?slip={arrival.pk}" if chosen.slip else ""
    return redirect(reverse("late_desk:desk") + slip)


def signed(request: SignedInRequest, chosen: Chosen, at: datetime) -> Arrival:
    """Sign in who was chosen; raises Refused or NotPermitted."""
    day = clock.local(at).date()
    if chosen.pupil_id is None:
        raise DeskRefused("Choose the pupil who came.", field="who")
    found = found_at_desk(by=request.user, text="", day=day, session=None, chosen=chosen.pupil_id)
    if not found.pupils:
        raise DeskRefused("This pupil is not on the roll today. Nothing was saved.", field="who")
    arrived = time_in(chosen.typed, field="arrived", missing="Enter when the pupil came.")
    assert arrived is not None
    seen = request.POST.get(f"seen-{chosen.pupil_id}", "")
    return sign_in_late(
        by=request.user,
        pupil=found.pupils[0].pupil,
        arrived=arrived,
        why="" if chosen.why == "Not said" else chosen.why,
        brought_by=chosen.who_brought,
        instead=chosen.instead,
        seen_version=key_in(seen) if seen else None,
        at=at,
    )


def looked_up(request: SignedInRequest, chosen: Chosen, at: datetime) -> Desk:
    """Who is found, and what the arrival of the one chosen comes to. Writes nothing."""
    day = clock.local(at).date()
    sessions = sessions_of_day(school_id=request.user.school_id, day=day)
    now = clock.local(at).time().replace(second=0, microsecond=0)
    judged, problem, arrived = None, None, now
    try:
        arrived = time_in(chosen.typed, field="arrived") or now
        judged = judged_arrival(sessions, arrived=arrived, at=at)
    except Refused as refusal:
        problem = refusal
    found = found_at_desk(
        by=request.user,
        text=chosen.text,
        day=day,
        session=judged.session if judged else None,
        chosen=chosen.pupil_id,
    )
    here = next((one for one in found.pupils if one.pupil.pk == chosen.pupil_id), None)
    if here is None and len(found.pupils) == 1:
        here = found.pupils[0]
    if here is not None and judged is not None:
        try:
            refuse_who_is_only_back(here.departure, judged)
        except Refused as refusal:
            problem = refusal
    return Desk(chosen, sessions, found, here, arrived, judged, problem)


def shown(
    request: SignedInRequest, desk: Desk, at: datetime, *, refusal: Exception | None = None
) -> HttpResponse:
    """The page, or for htmx the form alone; 422 with a refusal, and what was typed kept."""
    day = clock.local(at).date()
    about = {
        "desk": desk,
        "said": judgement(desk.judged, desk.here, by=request.user) if desk.judged else None,
        "refusal": refusal,
        "problem_at": getattr(refusal, "field", "who"),
        "reasons": REASONS,
        "bringers": BRINGERS,
        "instead": instead_of_u(request, desk),
        "marks": {
            one.pupil.pk: shown_code(request.user, one.mark.code) if one.mark else ""
            for one in desk.found.pupils
        },
    }
    status = 422 if refusal else 200
    if isinstance(refusal, NotPermitted):
        status = 403
    if request.htmx and request.method == "GET":  # type: ignore[attr-defined]
        return render(request, "late_desk/form.html", about, status=status)
    came = [
        (arrival, where, shown_code(request.user, arrival.code))
        for arrival, where in signed_in(school_id=request.user.school_id, day=day)
    ]
    slip = key_in(request.GET.get("slip", ""))
    about |= {
        "day_words": words.day_in_week(day),
        "came": came,
        "slip": next(((one, where) for one, where, _ in came if one.pk == slip), None),
        "initials": words.initialled(request.user),
        "school": request.user.school,
    }
    return render(request, "late_desk/desk.html", about, status=status)


def instead_of_u(request: SignedInRequest, desk: Desk) -> list[tuple[str, bool]]:
    """What the register may hold after its closing: U, what stands, M, I and Y1; one is chosen."""
    if desk.judged is None or desk.here is None or desk.judged.outcome != "U":
        return []
    mark = desk.here.mark
    standing = mark.code if mark and may_stand_for_late(mark.code) else ""
    may_choose = codes_of(request.user, on=desk.judged.session.day)
    offered = dict.fromkeys(
        ["U", standing, *(one for one in ("M", "I", "Y1") if one in may_choose)]
    )
    offered.pop("", None)
    proposed = desk.chosen.instead or standing or "U"
    return [(code, code == proposed) for code in offered]


@require_POST
@may_open(LATE_DESK)
def take_back(request: SignedInRequest, arrival_id: int) -> HttpResponse:
    """Take back a signing-in that was a mistake."""
    arrival = (
        Arrival.objects.filter(school_id=request.user.school_id, pk=arrival_id)
        .select_related("pupil")
        .first()
    )
    if arrival is None:
        raise Http404("There is no such arrival.")
    try:
        take_back_arrival(by=request.user, arrival=arrival, at=clock.now())
    except MarkAlreadyChanged:
        messages.error(
            request, f"Somebody has changed {arrival.pupil.name}’s mark since. It stays."
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{arrival.pupil.name}: the signing-in was taken back.")
    return redirect("late_desk:desk")
