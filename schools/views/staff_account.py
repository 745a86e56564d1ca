"""Close the account of somebody on the staff at once, and open it again."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from schools.access import SignedInRequest, may_open
from schools.actions.close_account import close_account
from schools.actions.reopen_account import reopen_account
from schools.staff import StaffRefused
from schools.staff_forms import CloseAccountForm
from schools.views.posted import posted
from schools.views.staff_edit import answer, bare_classes
from schools.views.staff_person import of_school
from toolkit import clock


@require_http_methods(["GET", "HEAD", "POST"])
@may_open("accounts")
def close(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Ask why, then sign the person out everywhere and let them in no more."""
    shown = of_school(request, person_id)
    form = CloseAccountForm(posted(request))

    def save(seen: int) -> str:
        reason = form.cleaned_data["reason"]
        close_account(by=request.user, person_id=shown.pk, reason=reason, seen=seen, at=clock.now())
        bare = bare_classes(request, after=clock.today() - timedelta(days=1))
        return f"The account of {shown.name} is closed.{bare}"

    return answer(request, shown, form, "staff/close.html", save)


@require_POST
@may_open("accounts")
def reopen(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Let the person in again with the password they had."""
    shown = of_school(request, person_id)
    try:
        reopen_account(by=request.user, person_id=shown.pk, at=clock.now())
    except StaffRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"The account of {shown.name} is open again.")
    return redirect("staff:person", shown.pk)
