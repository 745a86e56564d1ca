"""Sign out a pupil who leaves during the day, and in again who comes back."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from registers.actions.record_return import record_return, take_back_departure
from registers.actions.sign_out import sign_out
from registers.models import Departure
from registers.queries.late_desk import found_at_desk, signed_out
from registers.queries.sessions_of_day import sessions_of_day
from registers.refusals import Refused
from registers.views import words
from registers.views.desk_fields import DeskRefused, chosen_in, time_in
from registers.views.late_desk import LATE_DESK
from schools.access import SignedInRequest, may_open
from schools.permissions import NotPermitted
from toolkit import clock

WHY = (
    "Medical or dental appointment", "Felt unwell", "Family reason", "Other appointment",
    "Lunch at home",
)  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@may_open(LATE_DESK)
def out(request: SignedInRequest) -> HttpResponse:
    """Who is out, and the form to sign somebody out; htmx gets the form alone."""
    at = clock.now()
    if request.method == "POST":
        try:
            departure = signed(request, at)
        except (Refused, NotPermitted) as refusal:
            return shown(request, at, refusal=refusal)
        name = departure.pupil.name
        messages.success(request, f"{name}: signed out at {words.clock_time(departure.left_at)}.")
        return redirect("late_desk:out")
    return shown(request, at)


def signed(request: SignedInRequest, at: datetime) -> Departure:
    """Sign out who was chosen; raises Refused or NotPermitted."""
    chosen = chosen_in(request.POST)
    if chosen.pupil_id is None:
        raise DeskRefused("Choose the pupil who leaves.", field="who")
    found = found_at_desk(
        by=request.user,
        text="",
        day=clock.local(at).date(),
        session=None,
        chosen=chosen.pupil_id,
    )
    if not found.pupils:
        raise DeskRefused("This pupil is not on the roll today. Nothing was saved.", field="who")
    missing = "Enter when the pupil left."
    left_at = time_in(text(request, "left_at"), field="left_at", missing=missing)
    assert left_at is not None
    return sign_out(
        by=request.user,
        pupil=found.pupils[0].pupil,
        left_at=left_at,
        with_whom=text(request, "with_whom"),
        why=text(request, "other_why") or text(request, "why"),
        expected_back=time_in(text(request, "expected"), field="expected"),
        at=at,
    )


def text(request: SignedInRequest, name: str) -> str:
    return request.POST.get(name, "").replace("\0", "").strip()[:200]


def shown(
    request: SignedInRequest, at: datetime, *, refusal: Exception | None = None
) -> HttpResponse:
    """The page, or for htmx the form alone; what was typed is kept."""
    day = clock.local(at).date()
    form = request.POST if request.method == "POST" else request.GET
    chosen = chosen_in(form)
    sessions = sessions_of_day(school_id=request.user.school_id, day=day)
    begun = [one for one in sessions if one.has_opened(at)]
    found = found_at_desk(
        by=request.user,
        text=chosen.text,
        day=day,
        session=begun[-1] if begun else None,
        chosen=chosen.pupil_id,
    )
    here = next((one for one in found.pupils if one.pupil.pk == chosen.pupil_id), None)
    about = {
        "chosen": chosen,
        "found": found,
        "here": here or (found.pupils[0] if len(found.pupils) == 1 else None),
        "now": f"{clock.local(at):%H:%M}",
        "typed": form,
        "reasons": WHY,
        "refusal": refusal,
        "problem_at": getattr(refusal, "field", "who") or "who",
    }
    status = 403 if isinstance(refusal, NotPermitted) else 422 if refusal else 200
    if request.htmx and request.method == "GET":  # type: ignore[attr-defined]
        return render(request, "late_desk/out_form.html", about, status=status)
    about |= {
        "day_words": words.day_in_week(day),
        "left": signed_out(school_id=request.user.school_id, day=day),
        "has_session": bool(sessions),
    }
    return render(request, "late_desk/out.html", about, status=status)


@require_POST
@may_open(LATE_DESK)
def back(request: SignedInRequest, departure_id: int) -> HttpResponse:
    """The pupil is back: at the time typed, or now."""
    departure = departure_or_404(request, departure_id)
    at = clock.now()
    try:
        typed = time_in(text(request, "returned"), field="returned")
        returned = typed or clock.local(at).time().replace(second=0, microsecond=0)
        record_return(by=request.user, departure=departure, returned_at=returned, at=at)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        time_words = words.clock_time(returned)
        messages.success(request, f"{departure.pupil.name}: back at {time_words}.")
    return redirect("late_desk:out")


@require_POST
@may_open(LATE_DESK)
def stayed(request: SignedInRequest, departure_id: int) -> HttpResponse:
    """The pupil did not leave after all."""
    departure = departure_or_404(request, departure_id)
    try:
        take_back_departure(by=request.user, departure=departure, at=clock.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{departure.pupil.name}: the signing-out was taken back.")
    return redirect("late_desk:out")


def departure_or_404(request: SignedInRequest, departure_id: int) -> Departure:
    found = Departure.objects.filter(school_id=request.user.school_id, pk=departure_id)
    departure = found.select_related("pupil").first()
    if departure is None:
        raise Http404("Nobody was signed out like that.")
    return departure
