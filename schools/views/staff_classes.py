"""Give somebody on the staff a class, and say when it ends."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from schools.access import SignedInRequest, may_open
from schools.actions.assign_class import assign_class
from schools.actions.end_class import end_class
from schools.models import ClassTeacher, SchoolClass
from schools.queries.teaching import teaching
from schools.staff import StaffRefused
from schools.staff_forms import ClassForm, EndClassForm
from schools.views.staff_person import of_school
from toolkit import clock
from toolkit.days import full_day

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
@may_open("accounts")
def classes(request: SignedInRequest, person_id: int) -> HttpResponse:
    """The classes of somebody, with their days, and a form for one more."""
    shown = of_school(request, person_id)
    today = clock.today()
    form = ClassForm(
        request.POST if request.method == "POST" else None,
        classes=list(SchoolClass.objects.filter(school_id=shown.school_id).order_by("name")),
        initial={"first": today},
    )
    if form.is_valid():
        try:
            given = assign_class(
                by=request.user,
                person_id=shown.pk,
                class_id=int(form.cleaned_data["school_class"]),
                first=form.cleaned_data["first"],
                last=form.cleaned_data["last"],
                at=clock.now(),
            )
        except StaffRefused as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, f"{shown.name} has {given.school_class}.")
            return redirect("staff:classes", shown.pk)
    about = {
        "person": shown,
        "form": form,
        "teaching": teaching(person=shown, on=today),
    }
    return render(request, "staff/classes.html", about, status=422 if form.errors else 200)


@require_http_methods(METHODS)
@may_open("accounts")
def stop_class(request: SignedInRequest, person_id: int, teaching_id: int) -> HttpResponse:
    """Say on which day somebody has a class for the last time."""
    shown = of_school(request, person_id)
    rows = ClassTeacher.objects.filter(school_id=shown.school_id, user=shown, is_cover=False)
    row = get_object_or_404(rows.select_related("school_class"), pk=teaching_id)
    form = EndClassForm(
        request.POST if request.method == "POST" else None, initial={"last": clock.today()}
    )
    if form.is_valid():
        last = form.cleaned_data["last"]
        try:
            ended = end_class(
                by=request.user,
                person_id=shown.pk,
                teaching_id=row.pk,
                last=last,
                seen_end=form.cleaned_data["seen"],
                at=clock.now(),
            )
        except StaffRefused as refusal:
            form.add_refusal(refusal)
        else:
            until = full_day(min(last, ended.end or last))
            messages.success(request, f"{shown.name} has {row.school_class} until {until}.")
            return redirect("staff:classes", shown.pk)
    about = {"person": shown, "form": form, "row": row}
    return render(request, "staff/end_class.html", about, status=422 if form.errors else 200)
