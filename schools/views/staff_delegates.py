"""Let the headteacher name somebody to decide, and withdraw it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from schools.access import SignedInRequest, may_open
from schools.actions.name_delegate import name_delegate
from schools.actions.withdraw_delegate import withdraw_delegate
from schools.models import Delegation
from schools.permissions import NotPermitted, may
from schools.queries.delegations import delegations, may_decide
from schools.staff import StaffRefused
from schools.staff_forms import DelegateForm
from toolkit import clock
from toolkit.days import full_day


@require_http_methods(["GET", "HEAD", "POST"])
@may_open("decide_leave")
def delegates(request: SignedInRequest) -> HttpResponse:
    """Who decides in the headteacher's place, and a form to name somebody."""
    school_id, today = request.user.school_id, clock.today()
    form = DelegateForm(
        request.POST if request.method == "POST" else None,
        people=may_decide(school_id=school_id, on=today),
        initial={"first": today},
    )
    if form.is_valid():
        typed = form.cleaned_data
        try:
            named = name_delegate(
                by=request.user,
                person_id=int(typed["person"]),
                capabilities=typed["capabilities"],
                first=typed["first"],
                last=typed["last"],
                at=clock.now(),
            )
        except StaffRefused as refusal:
            form.add_refusal(refusal)
        except NotPermitted as refusal:
            raise PermissionDenied(str(refusal)) from refusal
        else:
            until = full_day(typed["last"])
            messages.success(request, f"{named[0].user.name} is named, up to {until}.")
            return redirect("staff:delegates")
    about = {
        "form": form,
        "lines": delegations(school_id=school_id, on=today),
        "may_name": may(request.user, "decide_leave"),
    }
    return render(request, "staff/delegates.html", about, status=422 if form.errors else 200)


@require_POST
@may_open("decide_leave")
def withdraw(request: SignedInRequest, delegation_id: int) -> HttpResponse:
    """End a delegation at once."""
    rows = Delegation.objects.filter(school_id=request.user.school_id).select_related("user")
    row = get_object_or_404(rows, pk=delegation_id)
    try:
        withdraw_delegate(by=request.user, delegation_id=row.pk, at=clock.now())
    except StaffRefused as refusal:
        messages.error(request, str(refusal))
    except NotPermitted as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    else:
        messages.success(request, f"{row.user.name} no longer decides this.")
    return redirect("staff:delegates")
