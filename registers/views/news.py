"""Tell the register's script, every ten seconds, what others have done meanwhile."""

from datetime import date, datetime
from hashlib import sha256

from django.http import Http404, HttpResponse, JsonResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from registers.company import others_with
from registers.permissions import place_of
from registers.queries.news import News, register_news
from registers.refusals import NoSession
from registers.views import words
from registers.views.opening import refusals_as_json, refusals_as_pages
from registers.views.told import told
from schools.access import SignedInRequest, may_open
from schools.models import SchoolClass, User
from schools.permissions import require
from schools.views.found import class_or_404
from toolkit import clock


@require_safe
@never_cache
@refusals_as_json
@may_open("mark_register")
@refusals_as_pages
def news(request: SignedInRequest, class_id: int, day: date, half: str) -> HttpResponse:
    """The register's state, its marks and who else is here; 304 for whoever has them already.

    Asked with the header X-Rollbook-Poll, which is not activity. Writes nothing to the database.
    """
    at = clock.now()
    person = request.user
    school_class = class_or_404(by=person, class_id=class_id)
    require(person, "mark_register", place_of(school_class, day=day, by=person))
    try:
        found = register_news(school_class=school_class, day=day, half=half, at=at)
    except NoSession as refusal:
        raise Http404(str(refusal)) from refusal
    answer = JsonResponse(as_told(found, person, school_class, day, half, at))
    tag = quote_etag(sha256(answer.content).hexdigest()[:20])
    answer["ETag"] = tag
    return get_conditional_response(request, etag=tag, response=answer) or answer


def as_told(
    found: News, person: User, school_class: SchoolClass, day: date, half: str, at: datetime
) -> dict[str, object]:
    others = others_with(
        school_class=school_class,
        day=day,
        half=half,
        by=person,
        name=words.initialled(person),
        at=clock.real_now(),
    )
    return {
        "person": person.pk,
        "state": found.state,
        "submitted": words.taken_by(found.register, day=day),
        "here": words.also_here(others),
    } | told(found.latest, person, on=clock.local(at).date())
