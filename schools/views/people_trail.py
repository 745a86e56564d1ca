"""Show who looked at which pupil's sensitive facts."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from schools.access import SignedInRequest, may_open
from schools.models import Pupil, User
from schools.people_forms import TrailForm
from schools.queries.find_pupils import find_pupils
from schools.queries.looks import looks, shown
from schools.views.people import form_page
from toolkit import clock
from toolkit.numbers import whole_in

PAGE = 50  # Looks.


@never_cache
@require_safe
@may_open("access_trail")
def trail(request: SignedInRequest) -> HttpResponse:
    """The looks that fit: ?pupil= (words), ?of= (a pupil's key), ?person=, ?first=, ?last=."""
    by = request.user
    school_id = by.school_id
    staff = User.objects.filter(school_id=school_id, is_system=False).order_by("surname")
    people = [(one.pk, one.name) for one in staff]
    form = TrailForm(request.GET or None, people=people)
    typed = form.cleaned_data if form.is_valid() else {}
    pupils, of = None, None
    if (key := whole_in(request.GET.get("of", ""))) is not None:
        of = Pupil.objects.filter(school_id=school_id, pk=key).first()
    if of is not None:
        pupils = Pupil.objects.filter(school_id=school_id, pk=of.pk)
    elif typed.get("pupil"):
        pupils = find_pupils(by=by, text=typed["pupil"], on=clock.today()).pupils
    found = looks(
        school_id=school_id,
        pupils=pupils,
        person_id=int(typed["person"]) if typed.get("person") else None,
        first=typed.get("first"),
        last=typed.get("last"),
    )
    cannot_be_asked = form.is_bound and not form.is_valid()
    if cannot_be_asked or (pupils is not None and not pupils.exists()):
        found = found.none()
    page = Paginator(found, PAGE)
    asked = {name: value for name in ("of", *form.fields) if (value := request.GET.get(name))}
    shown_page = page.get_page(request.GET.get("page"))
    about = {
        "page": shown_page,
        "rows": shown(list(shown_page.object_list)),
        "of": of,
        "asked": asked,
    }
    return form_page(request, "people/trail.html", form, about)
