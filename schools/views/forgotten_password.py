"""Take a request for a new password, and tell a stranger nothing by the answer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from schools.forms import EmailForm
from schools.queries.only_school import only_school
from schools.tasks import send_reset_link


@require_http_methods(["GET", "HEAD", "POST"])
def forgotten_password(request: HttpRequest) -> HttpResponse:
    """Have a link sent to the address, if it has an account; the answer is always the same.

    Whether it has one is looked up by the worker, so the time of the answer tells nothing.
    """
    form = EmailForm(request.POST if request.method == "POST" else None)
    asked = form.is_valid()
    if asked:
        send_reset_link.delay(email=form.cleaned_data["email"])
    context = {"form": form, "asked": asked, "school": only_school()}
    status = 422 if form.errors else 200
    return render(request, "accounts/forgotten_password.html", context, status=status)
