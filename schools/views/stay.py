"""Let somebody who is reading stay signed in."""

from django.http import HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from schools.access import SignedInRequest, may_open
from schools.middleware import is_poll, seconds_left


@require_safe
@never_cache
@may_open(None)
def stay(request: SignedInRequest) -> HttpResponse:
    """Answer without a page; that it was asked is the activity.

    A poll is none: it is told for how many seconds the sign-in still lasts, whatever was tapped
    in other tabs.
    """
    if is_poll(request):
        return JsonResponse({"seconds": seconds_left(request)})
    return HttpResponse(status=204)
