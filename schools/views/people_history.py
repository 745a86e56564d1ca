"""Show what each fact about a pupil was."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from audit.actions.note_look import note_look
from schools.access import SignedInRequest, may_open
from schools.flags import kind_in, looked_at
from schools.queries.history_of import history_of
from schools.views.found import pupil_or_404
from toolkit import clock

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
