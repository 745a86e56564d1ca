"""Sign people in and out."""

from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from schools.actions.sign_in import note_sign_in
from schools.forms import SignInForm
from schools.middleware import SEEN, SHARED
from schools.models import User
from schools.queries.only_school import only_school
from toolkit import clock

WRONG = "The email or the password is wrong. Check both and try again."
WRONG_THIS_TIME = "The password is wrong. Try again."


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Show the form; let in whoever types an e-mail address and its password.

    A script that asks for JSON, with pages of its own still open, gets a token for its form, and
    after the sign-in the person's key and the new token. With `person` it lets in nobody else:
    what waits on an open page is taken up by whoever left it there.
    """
    by_script = "application/json" in request.headers.get("Accept", "")
    if by_script and request.method != "POST":
        return JsonResponse({"csrf_token": get_token(request)})
    awaited = request.POST.get("person", "") if by_script else ""
    onward = request.POST.get("next") or request.GET.get("next", "")
    form = SignInForm(request.POST if request.method == "POST" else None, initial={"shared": True})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        person = authenticate(request, username=typed["email"].lower(), password=typed["password"])
        if isinstance(person, User) and awaited in {"", str(person.pk)}:
            let_in(request, person, shared=typed["shared"])
            if by_script:
                return JsonResponse({"person": person.pk, "csrf_token": get_token(request)})
            return redirect(onward if is_ours(request, onward) else "home")
        form.add_error(None, WRONG)
    if form.errors and by_script:
        return JsonResponse({"message": WRONG_THIS_TIME if awaited else WRONG}, status=422)
    context = {
        "form": form,
        "next": onward if is_ours(request, onward) else "",
        "ended": "ended" in request.GET,
        "school": only_school(),
    }
    return render(request, "accounts/sign_in.html", context, status=422 if form.errors else 200)


def let_in(request: HttpRequest, person: User, *, shared: bool) -> None:
    """Begin a session under a new key."""
    now = clock.real_now()
    login(request, person)
    request.session[SEEN] = int(now.timestamp())
    request.session[SHARED] = shared
    if shared:
        request.session.set_expiry(0)  # The cookie ends with the browser.
    note_sign_in(by=person, at=now, shared_device=shared)


def is_ours(request: HttpRequest, address: str) -> bool:
    """Whether the address leads to a page of this site."""
    return bool(address) and url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect("accounts:sign_in")
