"""List the pupils of the school, and find one."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from schools.access import SignedInRequest, may_open
from schools.permissions import may
from schools.queries.find_pupils import Found, find_pupils
from schools.queries.pupil_list import listed, pupils_on_roll, pupils_who_left
from schools.queries.pupils_open_to import LOOK_UP
from schools.views.people import classes_of_school
from toolkit import clock

PAGE = 50  # Pupils.


@never_cache
@require_safe
@may_open(LOOK_UP)
def pupil_list(request: SignedInRequest) -> HttpResponse:
    """Those who are found, or all on the roll; ?q= looks, ?class= and ?left= choose.

    Enter goes straight to a pupil who is the only one found. htmx gets the list alone.
    """
    by, on = request.user, clock.today()
    text = request.GET.get("q", "").replace("\0", "").strip()[:100]
    classes = classes_of_school(by)
    chosen = next((one for one in classes if str(one.pk) == request.GET.get("class")), None)
    left = "left" in request.GET
    if text:
        found = find_pupils(by=by, text=text, on=on)
    elif left:
        found = Found(pupils_who_left(by=by, on=on))
    else:
        found = Found(pupils_on_roll(by=by, on=on, school_class=chosen))
    page = Paginator(found.pupils, PAGE).get_page(request.GET.get("page"))
    if text and "go" in request.GET and page.paginator.count == 1:
        return redirect("people:pupil", page.object_list[0].pk)
    asked: dict[str, Any] = {"q": text} if text else {"left": 1} if left else {}
    if chosen is not None and not asked:
        asked = {"class": chosen.pk}
    about = {
        "q": text,
        "left": left and not text,
        "classes": classes,
        "chosen": chosen if not text and not left else None,
        "asked": asked,
        "sentence": found.sentence,
        "page": page,
        "rows": listed(pupils=list(page.object_list), on=on),
        "by_phone": may(by, "see_contacts"),
        "may_edit": may(by, "edit_people"),
    }
    template = "people/found.html" if request.htmx else "people/list.html"  # type: ignore[attr-defined]
    answer = render(request, template, about)
    patch_vary_headers(answer, ["HX-Request"])
    return answer
