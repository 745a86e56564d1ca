"""Let a visitor of the demo go on to another time."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from attendance_site.demo_time import STEPS, NoLaterSchoolDay, PastAlready, moment_of
from schools.models import School, User
from toolkit import clock
from toolkit.actions.demo_time import set_demo_time


@require_POST
def demo_clock(request: HttpRequest) -> HttpResponse:
    """Set the demo's clock to the step that was pressed; signed in or not, in the demo only."""
    step = next((step for step in STEPS if step.name == request.POST.get("to")), None)
    if not settings.DEMO_CLOCK or step is None:
        raise Http404
    person = request.user
    known = person.school if isinstance(person, User) else None
    school = known or School.objects.order_by("pk").first()
    try:
        moment = moment_of(step, now=clock.now(), school=school)
    except (NoLaterSchoolDay, PastAlready) as refusal:
        messages.warning(request, str(refusal))
    else:
        set_demo_time(moment=moment, real=clock.real_now())
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return redirect(back if safe else "home")
