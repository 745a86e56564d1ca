"""Set cover for a class, and take it back."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from schools.access import SignedInRequest, may_open
from schools.actions.end_cover import end_cover
from schools.actions.set_cover import set_cover
from schools.models import ClassTeacher, SchoolClass
from schools.queries.cover import classes_without_teacher, cover_from, may_cover
from schools.staff import StaffRefused
from schools.staff_forms import CoverForm
from toolkit import clock
from toolkit.days import NotADay, full_day, read_day


@require_http_methods(["GET", "HEAD", "POST"])
@may_open("set_cover")
def cover(request: SignedInRequest) -> HttpResponse:
    """Cover of today and later, the classes that have nobody, and a form."""
    school_id, today = request.user.school_id, clock.today()
    form = CoverForm(
        request.POST if request.method == "POST" else None,
        classes=list(SchoolClass.objects.filter(school_id=school_id).order_by("name")),
        people=may_cover(school_id=school_id, on=today),
        initial={
            "first": first_day(request.GET.get("day", ""), today=today),
            "school_class": request.GET.get("class", ""),
        },
    )
    if form.is_valid():
        typed = form.cleaned_data
        try:
            row = set_cover(
                by=request.user,
                person_id=int(typed["person"]),
                class_id=int(typed["school_class"]),
                first=typed["first"],
                last=form.last_day,
                at=clock.now(),
            )
        except StaffRefused as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, f"{row.user.name} covers {row.school_class}. {days(row)}")
            return redirect("staff:cover")
    about = {
        "form": form,
        "rows": cover_from(school_id=school_id, on=today),
        "bare": classes_without_teacher(school_id=school_id, on=today),
        "today": today,
    }
    return render(request, "staff/cover.html", about, status=422 if form.errors else 200)


@require_POST
@may_open("set_cover")
def take_back_cover(request: SignedInRequest, cover_id: int) -> HttpResponse:
    """End cover from today on."""
    rows = ClassTeacher.objects.filter(school_id=request.user.school_id, is_cover=True)
    row = get_object_or_404(rows.select_related("user", "school_class"), pk=cover_id)
    try:
        end_cover(by=request.user, cover_id=row.pk, at=clock.now())
    except StaffRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{row.user.name} no longer covers {row.school_class}.")
    return redirect("staff:cover")


def first_day(text: str, *, today: date) -> date:
    """The day that an address proposes, if cover may begin then; else today."""
    try:
        return max(read_day(text), today)
    except NotADay:
        return today


def days(row: ClassTeacher) -> str:
    """When, as a sentence."""
    if row.end is None or row.end == row.start:
        return f"It is theirs on {full_day(row.start)}."
    return f"It is theirs from {full_day(row.start)} to {full_day(row.end)}."
