"""The page of the letterhead, and its logo."""

from datetime import date, datetime

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from schools.access import SignedInRequest, may_open
from schools.actions.set_letterhead import set_letterhead
from schools.dated_settings import KINDS
from schools.models import Letterhead
from schools.settings_forms import GroupedForm, LetterheadForm
from schools.views.settings_dated import dated_form
from schools.views.settings_kinds import SHOWN_OR_SENT


@require_http_methods(SHOWN_OR_SENT)
@may_open("settings_and_policy")
def letterhead(request: SignedInRequest) -> HttpResponse:
    """The head and foot of the school's letters."""

    def save(form: GroupedForm, valid_from: date, seen: str, at: datetime) -> str:
        chosen = form.cleaned_data["logo"]
        set_letterhead(
            by=request.user,
            facts=form.facts(),
            logo=chosen.read() if chosen else None,
            remove_logo=form.cleaned_data["remove_logo"],
            valid_from=valid_from,
            seen=seen,
            at=at,
        )
        return ""

    return dated_form(
        request, kind=KINDS["letterhead"], form_class=LetterheadForm, save=save,
        more={"has_file": True, "default_note": "Nothing is recorded yet."},
    )  # fmt: skip


@require_safe
@cache_control(private=True, max_age=0)
@may_open(None)
def logo(request: SignedInRequest, letterhead_id: int) -> HttpResponse:
    """The logo of one of this school's letterheads, as the picture it was judged to be."""
    found = get_object_or_404(
        Letterhead, school=request.user.school_id, pk=letterhead_id, logo__isnull=False
    )
    content = bytes(found.logo) if found.logo else b""
    return HttpResponse(
        content,
        content_type=found.logo_type,
        headers={"X-Content-Type-Options": "nosniff", "Content-Disposition": "inline"},
    )
