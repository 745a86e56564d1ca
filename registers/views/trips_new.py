"""Record a trip for several pupils: choose, look at the names, record."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from registers.actions.record_activity import record_activity
from registers.arranging import ARRANGE
from registers.models import Activity
from registers.outing import Outing, asked_of, faults_of
from registers.queries.activities import going, pupils_of_groups
from registers.queries.guard_facts import guard_facts
from registers.queries.message_page import coverage_in_words
from registers.roll_refusals import NotInOrder
from registers.views.message_pupils import STRANGER, Choosing, choosing
from registers.views.messages_new import CODE_REFUSED
from registers.views.roll_fields import show_faults
from registers.views.roll_pupil import asks
from registers.views.trip_forms import TripForm
from rules.code_guards import warnings_of_activity
from rules.sessions import YEAR_GROUPS
from schools.access import SignedInRequest, may_open
from schools.models import ClassMembership, Pupil, User
from schools.views.people import classes_of_school
from schools.words import year_group_name
from toolkit import clock
from toolkit.words import counted

PREVIEW, RECORD_IT = "preview", "record"
FACTS = tuple(Outing.__dataclass_fields__)


@may_open(ARRANGE)
@asks
def new(request: SignedInRequest) -> HttpResponse:
    """The form; then who would go and what else is known of them; then it is recorded."""
    by, today = request.user, clock.today()
    sent = request.POST if request.method == "POST" else request.GET
    people = choosing(sent, by=by, on=today, with_siblings=False)
    groups: dict[str, Any] = {"classes": classes_of_school(by), "years": years_with_pupils(by)}
    do = request.POST.get("do", "")
    if do not in {PREVIEW, RECORD_IT}:
        typed: dict[str, Any] = {
            "code": "V",
            "first_day": today,
            "last_day": today,
            "first_half": "AM",
            "last_half": "PM",
        }
        lists = {name: sent.getlist(name) for name in ("classes", "years")}
        form = TripForm(initial=typed | sent.dict() | lists, **groups)
        return _form_page(request, form, people)
    form = TripForm(request.POST, **groups)
    if people.has_strangers:
        form.add_error(None, STRANGER)
    if not form.is_valid():
        return _form_page(request, form, people)
    if do == RECORD_IT:
        activity = _recorded(request, form, people.pupils)
        if activity is None:
            return _form_page(request, form, people)
        messages.success(
            request, f"Recorded for {counted(len(people.pupils), 'pupils')}. Registers offer it."
        )
        return redirect("trips:trip", activity.pk)
    return _preview(request, form, people)


def _recorded(request: SignedInRequest, form: TripForm, pupils: list[Pupil]) -> Activity | None:
    """The activity; None where it was refused, with every fault in the form."""
    try:
        return record_activity(by=request.user, outing=form.outing(), pupils=pupils, at=clock.now())
    except NotInOrder as refusal:
        show_faults(form, refusal)
    except CODE_REFUSED as refusal:
        form.add_error("code", str(refusal))
    return None


def _preview(request: SignedInRequest, form: TripForm, people: Choosing) -> HttpResponse:
    """Who would go, with what else is known of each; what was wrong shows the form again."""
    by, today, outing = request.user, clock.today(), form.outing()
    keys = pupils_of_groups(
        by=by,
        on=max(today, outing.first_day),
        classes=[int(key) for key in form.cleaned_data["classes"]],
        year_groups=form.cleaned_data["years"],
    )
    single = {pupil.pk for pupil in people.pupils}
    wanted = Pupil.objects.filter(school_id=by.school_id, pk__in=keys | single)
    pupils = list(wanted.order_by("sort_key", "pk"))
    if faults := faults_of(outing, pupils, school=by.school, today=today):
        show_faults(form, NotInOrder(faults))
        return _form_page(request, form, people)
    facts = guard_facts(pupils=pupils, during=outing)
    rows = going(pupils=pupils, first=outing.first, last=outing.last, on=today)
    context = {
        "form": form,
        "facts": [form[name] for name in FACTS],
        "outing": outing,
        "rows": rows,
        "staying": sum(row.stays for row in rows),
        "covers": coverage_in_words(by.school_id, outing.first, outing.last),
        "warnings": warnings_of_activity(asked_of(outing, school=by.school), facts),
        "sent": [(name, request.POST.getlist(name)) for name in ("classes", "years")],
    }
    return render(request, "trips/preview.html", context)


def _form_page(request: SignedInRequest, form: TripForm, people: Choosing) -> HttpResponse:
    context = {"form": form, "people": people}
    return render(request, "trips/new.html", context, status=422 if form.errors else 200)


def years_with_pupils(by: User) -> list[tuple[str, str]]:
    """The year groups that have pupils today, the youngest first, in words."""
    members = ClassMembership.objects.on_the_roll(school_id=by.school_id, day=clock.today())
    there = set(members.values_list("year_group", flat=True).distinct())
    return [(group, year_group_name(group)) for group in YEAR_GROUPS if group in there]
