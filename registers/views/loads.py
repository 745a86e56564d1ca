"""Let somebody upload their school's files, and list what was loaded before."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from registers.actions.receive_upload import receive_upload
from registers.load_tasks import queue
from registers.loading.effective import TooFarAway
from registers.loading.folder_files import FILES
from registers.models import FolderLoad
from registers.uploads.claims import LoadUnderWay
from registers.uploads.contents import UploadRefused
from schools.access import SignedInRequest, may_open
from schools.form_fields import DayField
from schools.models import Pupil
from toolkit import clock
from toolkit.plain_form import PlainForm
from toolkit.upload_limit import LARGEST_UPLOAD, is_too_large

LISTED = 50
TOO_LARGE = (
    f"These files are larger than {LARGEST_UPLOAD // 1024**2} MB. Zip them, or load the marks of "
    "one year after the other."
)


class SeveralFiles(forms.ClearableFileInput):
    """A file input in which several files may be chosen."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or several files, in the order in which they were chosen."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """The files; an empty one is refused by the loader, which knows its name."""
        return list(data or [])


class UploadForm(PlainForm):
    """The files, and from when changes hold."""

    chosen = FilesField(
        label="The school's files",
        required=False,
        help_text="One zip, or the CSV files themselves: choose several at once.",
    )
    effective = DayField(
        label="Changes hold from",
        required=False,
        help_text="Changed classes, year groups and register times. Today if you leave it empty.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"].widget.attrs |= {
            "class": "input",
            "accept": ".csv,.zip,text/csv,application/zip",
            "aria-describedby": "id_chosen_helptext",
        }


@require_http_methods(["GET", "HEAD", "POST"])
@may_open("load_school")
def loads(request: SignedInRequest) -> HttpResponse:
    """The form for an upload, and the earlier ones; a right upload leads to its own page."""
    form = UploadForm(*_posted(request))
    if is_too_large(request):
        form.add_error("chosen", TOO_LARGE)
    elif form.is_valid():
        try:
            load = receive_upload(
                files=form.cleaned_data["chosen"],
                effective=form.cleaned_data["effective"],
                by=request.user,
                at=clock.now(),
                real=clock.real_now(),
            )
        except TooFarAway as refusal:
            form.add_error("effective", str(refusal))
        except (UploadRefused, LoadUnderWay) as refusal:
            form.add_error("chosen", str(refusal))
        else:
            queue(load)
            return redirect("loads:load", load.pk)
    earlier = FolderLoad.objects.filter(school=request.user.school).select_related("uploaded_by")
    about = {
        "form": form,
        "loads": earlier.order_by("-uploaded_at", "-pk")[:LISTED],
        "names": FILES,
        "is_first": not Pupil.objects.filter(school=request.user.school).exists(),
    }
    return render(request, "loads/list.html", about, status=422 if form.errors else 200)


def _posted(request: SignedInRequest) -> tuple[Any, ...]:
    if request.method != "POST":
        return ()
    return request.POST, {"chosen": request.FILES.getlist("chosen")}
