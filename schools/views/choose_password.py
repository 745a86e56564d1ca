"""Let the holder of a link choose a password."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from schools.account_links import LinkNotValid, check
from schools.actions.set_password import set_password_by_link
from schools.forms import NewPasswordForm
from schools.models import User
from toolkit import clock


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def choose_password(request: HttpRequest, kind: str, person_id: int, token: str) -> HttpResponse:
    """Show the form to whoever holds a good link, and set the password; a bad link is gone."""
    now = clock.real_now()
    holder = User.objects.select_related("school").filter(pk=person_id).first()
    if holder is not None and holder.has_left(clock.today()):
        holder = None
    try:
        person = check(person=holder, kind=kind, token=token, at=now)
        form = NewPasswordForm(request.POST if request.method == "POST" else None, person=person)
        if form.is_valid():
            password = form.cleaned_data["new_password"]
            set_password_by_link(
                person_id=person_id, kind=kind, token=token, password=password, at=now
            )
            messages.success(request, "Your password is set. Sign in with it.")
            return redirect("accounts:sign_in")
    except LinkNotValid as refusal:
        return render(request, "accounts/link_not_valid.html", {"refusal": refusal}, status=410)
    context = {"form": form, "person": person, "school": person.school}
    status = 422 if form.errors else 200
    return render(request, "accounts/choose_password.html", context, status=status)
