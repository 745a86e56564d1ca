"""Show a person their own account, and let them change their password."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from schools.access import SignedInRequest, may_open
from schools.actions.set_password import change_own_password
from schools.forms import ChangePasswordForm
from schools.permissions import class_names_of, may
from schools.roles import ROLE_NAMES, ROLES
from toolkit import clock


@may_open(None)
def account(request: SignedInRequest) -> HttpResponse:
    """Name, roles in words, and the classes of today."""
    person = request.user
    context = {
        "role_names": [ROLE_NAMES[role] for role in ROLES if role in person.roles],
        "classes": class_names_of(person, clock.today()).values(),
        "keeps_accounts": may(person, "accounts"),
    }
    return render(request, "accounts/account.html", context)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@may_open(None)
def change_password(request: SignedInRequest) -> HttpResponse:
    """Change one's own password; other sessions of the person end, this one goes on."""
    form = ChangePasswordForm(
        request.POST if request.method == "POST" else None, person=request.user
    )
    if form.is_valid():
        person = change_own_password(
            by=request.user, password=form.cleaned_data["new_password"], at=clock.real_now()
        )
        update_session_auth_hash(request, person)
        messages.success(request, "Your password is changed.")
        return redirect("accounts:account")
    return render(
        request,
        "accounts/change_password.html",
        {"form": form},
        status=422 if form.errors else 200,
    )
