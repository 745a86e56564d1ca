"""Show what each fact about a pupil was, and the admission register of the school."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from audit.actions.note_look import note_look
from schools.access import SignedInRequest, may_open
from schools.flags import kind_in, looked_at
from schools.queries.admission_register import admission_register, by_class
from schools.queries.history_of import history_of
from schools.views.found import pupil_or_404
from schools.views.people import classes_of_school
from toolkit import clock
from toolkit.days import NotADay, read_day

PAGE = 50  # Changes.


@never_cache
@require_safe
@may_open("see_contacts")
def history(request: SignedInRequest, pupil_id: int) -> HttpResponse:
    """Every change of a fact, the newest first; the look is noted."""
    at = clock.now()
    today = clock.local(at).date()
    pupil = pupil_or_404(by=request.user, pupil_id=pupil_id, on=today)
    changes = history_of(pupil=pupil, by=request.user, on=today)
    page = Paginator(changes, PAGE).get_page(request.GET.get("page"))
    flags = looked_at(kind for change in page if (kind := kind_in(change.fact)))
    note_look(
        by=request.user,
        school_id=pupil.school_id,
        subject=pupil,
        what={"history", *flags},
        at=at,
    )
    return render(request, "people/history.html", {"pupil": pupil, "page": page, "asked": {}})


@never_cache
@require_safe
@may_open("see_contacts")
def register(request: SignedInRequest) -> HttpResponse:
    """The admission register on a day: ?day=, ?class=, ?by=class; one look is noted for all."""
    at = clock.now()
    day = today = clock.local(at).date()
    asked, problem = request.GET.get("day", ""), ""
    if asked:
        try:
            day = read_day(asked)
        except NotADay as fault:
            problem = str(fault)
    classes = classes_of_school(request.user)
    chosen = next((one for one in classes if str(one.pk) == request.GET.get("class")), None)
    school = request.user.school
    entries = admission_register(school=school, on=day, school_class=chosen)
    note_look(
        by=request.user,
        school_id=school.pk,
        subject=chosen or school,
        what=["admission register"],
        at=at,
    )
    grouped = request.GET.get("by") == "class"
    about = {
        "day": day,
        "asked": asked,
        "today": today,
        "problem": problem,
        "classes": classes,
        "chosen": chosen,
        "grouped": grouped,
        "groups": by_class(entries) if grouped else [("", entries)],
        "count": len(entries),
        "printed_at": at,
    }
    return render(request, "people/register.html", about, status=422 if problem else 200)
