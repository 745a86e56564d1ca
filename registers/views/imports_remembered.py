"""Show what is remembered of the columns of other systems' files, and forget it when asked."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from registers.actions.forget_columns import forget_columns
from registers.mapping.fields import KINDS, label_of
from registers.mapping.proposing import DATED, heading_keys
from registers.models import ColumnMapping
from registers.views.imports_forms import shown_code
from rules import codes
from schools.access import SignedInRequest, may_open
from toolkit import clock

LISTED = 100


@dataclass(frozen=True)
class Remembered:
    """One choice in words: heading and field, code and meaning."""

    mapping: ColumnMapping
    kind: str
    fields: list[tuple[str, str]]
    meanings: list[tuple[str, str]]


@require_safe
@may_open("load_school")
def remembered(request: SignedInRequest) -> HttpResponse:
    """Every choice that is proposed again for the same headings, the latest first."""
    rows = ColumnMapping.objects.filter(school=request.user.school).select_related("chosen_by")
    known = [_in_words(one) for one in rows.order_by("-chosen_at", "-pk")[:LISTED]]
    return render(request, "imports/remembered.html", {"known": known})


@require_POST
@may_open("load_school")
def forget(request: SignedInRequest, mapping_id: int) -> HttpResponse:
    """Forget one of them."""
    try:
        forget_columns(
            school=request.user.school, mapping_id=mapping_id, by=request.user, at=clock.now()
        )
    except ColumnMapping.DoesNotExist as missing:
        raise Http404 from missing
    messages.success(request, "The columns are forgotten. What was loaded stays.")
    return redirect("imports:remembered")


def _in_words(mapping: ColumnMapping) -> Remembered:
    keys = heading_keys(mapping.kind, tuple(mapping.headings))
    named = [*zip(keys, mapping.headings, strict=True), (DATED, "Sessions with their dates")]
    fields = [
        (heading or "No heading", label_of(mapping.kind, mapping.fields[key]))
        for key, heading in named
        if key in mapping.fields
    ]
    meanings = [
        (shown_code(code), f"{meant} {codes.meaning(meant)}" if meant else "No mark")
        for code, meant in sorted(mapping.codes.items())
    ]
    return Remembered(mapping, KINDS[mapping.kind], fields, meanings)
