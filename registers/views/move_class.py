"""Move a pupil to another class, from the pupil's page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from registers.actions.move_class import move_class as move
from schools.access import SignedInRequest, may_open
from schools.changes import ChangedMeanwhile, Difference
from schools.models import ClassMembership
from schools.people_forms import ChangeClassForm
from schools.refusals import Refused
from schools.views.found import pupil_or_404
from schools.views.people import changed_meanwhile, classes_of_school, form_page
from schools.words import class_and_year
from schools.year_groups import groups_of_pupil, groups_offered
from toolkit import clock
from toolkit.days import full_day


@require_http_methods(["GET", "HEAD", "POST"])
@may_open("edit_people")
def move_class(request: SignedInRequest, pupil_id: int) -> HttpResponse:
    """Another class or year group, from a day on."""
    at = clock.now()
    today = clock.local(at).date()
    pupil = pupil_or_404(by=request.user, pupil_id=pupil_id, on=today)
    rows = ClassMembership.objects.filter(school_id=pupil.school_id, pupil=pupil)
    rows = rows.select_related("school_class")
    last = rows.order_by("-start").first()
    initial = {"on": today, "seen": last.pk if last else 0}
    if last is not None:
        initial |= {"school_class": last.school_class_id, "year_group": last.year_group}
    form = ChangeClassForm(
        request.POST if request.method == "POST" else None,
        classes=classes_of_school(request.user),
        years=groups_offered(request.user.school, on=today, own=groups_of_pupil(pupil)),
        initial=initial,
    )
    differences: list[Difference] = []
    if form.is_valid():
        typed = form.cleaned_data
        planned = list(rows.filter(start__gt=typed["on"]).order_by("start"))
        try:
            made = move(
                by=request.user,
                pupil_id=pupil.pk,
                class_id=int(typed["school_class"]),
                year_group=typed["year_group"],
                on=typed["on"],
                seen=typed["seen"] or 0,
                at=at,
            )
        except ChangedMeanwhile as refusal:
            differences = changed_meanwhile(form, refusal, version=last.pk if last else 0)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            where = class_and_year(made.school_class.name, made.year_group)  # type: ignore[union-attr]
            kept = set(rows.values_list("pk", flat=True))
            gone = "".join(_cancelled(one) for one in planned if one.pk not in kept)
            messages.success(
                request, f"{pupil.name} is in {where} from {full_day(made.start)}.{gone}"
            )
            return redirect("people:pupil", pupil.pk)
    about = {"pupil": pupil, "last": last, "differences": differences}
    return form_page(request, "people/change_class.html", form, about)


def _cancelled(one: ClassMembership) -> str:
    """A sentence about a later change whose place was taken."""
    name = one.school_class.name if one.school_class else "class not known"
    where = class_and_year(name, one.year_group)
    return f" The change to {where} from {full_day(one.start)} is cancelled."
