"""Show what a file of all that is held on one pupil would hold, and hand it out."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from attendance_site.documents.give_all_data import give_all_data, may_have_all
from schools.access import SignedInRequest, may_open
from schools.form_fields import text_field
from schools.permissions import NotPermitted
from schools.views.found import pupil_of_school_or_404
from toolkit import clock
from toolkit.plain_form import PlainForm


class AskedFor(PlainForm):
    """Who asked for the file."""

    reason = text_field(
        "Who asked for it, and when",
        longest=500,
        missing="Say who asked for it, and when.",
        help_text="It is kept in the audit trail.",
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@may_open("accounts")
def all_data(request: SignedInRequest, pupil_id: int) -> HttpResponse:
    """The page; a post answers with the zip file."""
    pupil = pupil_of_school_or_404(by=request.user, pupil_id=pupil_id)
    form = AskedFor(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        at = clock.now()
        try:
            data = give_all_data(
                pupil=pupil, by=request.user, reason=form.cleaned_data["reason"], at=at
            )
        except NotPermitted as refusal:
            raise PermissionDenied(str(refusal)) from refusal
        name = f"all-data-{pupil.upn}-{clock.local(at):%Y-%m-%d}.zip"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(data, content_type="application/zip", headers=headers)
    about = {"pupil": pupil, "form": form, "may_have_all": may_have_all(request.user)}
    return render(request, "keeping/all_data.html", about, status=422 if form.errors else 200)
