"""Let somebody who is reading stay signed in."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from schools.access import SignedInRequest, may_open


@require_safe
@may_open(None)
def stay(request: SignedInRequest) -> HttpResponse:
    """Answer without a page; that it was asked is the activity."""
    return HttpResponse(status=204)
