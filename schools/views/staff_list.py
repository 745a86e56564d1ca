"""List the people on the staff."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from schools.access import SignedInRequest, may_open
from schools.permissions import may
from schools.queries.staff_list import last_sign_ins, staff_list
from schools.queries.staff_states import STATE_WORDS
from toolkit import clock

ON_A_PAGE = 50


@require_safe
@may_open("set_cover")
def people(request: SignedInRequest) -> HttpResponse:
    """Everybody on the staff, or those who are looked for; accounts for whoever keeps them."""
    words = request.GET.get("find", "").strip()[:100]
    state = request.GET.get("state", "")
    keeps_accounts = may(request.user, "accounts")
    lines = staff_list(
        by=request.user,
        on=clock.today(),
        real_at=clock.real_now(),
        words=words,
        state=state if keeps_accounts and state in STATE_WORDS else "",
    )
    page = Paginator(lines, ON_A_PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    seen = (
        last_sign_ins([line.person for line in shown], school_id=request.user.school_id)
        if keeps_accounts
        else {}
    )
    about = {
        "page": page,
        "lines": [(line, STATE_WORDS[line.state], seen.get(line.person.pk)) for line in shown],
        "words": words,
        "state": state,
        "states": STATE_WORDS.items(),
        "keeps_accounts": keeps_accounts,
        "names_delegates": may(request.user, "decide_leave"),
    }
    return render(request, "staff/list.html", about)
