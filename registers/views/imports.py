"""Take in a file of another system, and ask what its columns hold."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from registers.actions.choose_columns import choose_columns
from registers.actions.receive_file import receive_file
from registers.load_tasks import queue
from registers.loading.effective import TooFarAway
from registers.mapping.old_codes import unexplained
from registers.mapping.problems import ColumnsRefused, problems_of
from registers.mapping.proposing import proposed
from registers.mapping.reading import Reading, kept_reading
from registers.mapping.remembering import remembered
from registers.mapping.sheet import Sheet, SheetRefused, open_sheet
from registers.models import ColumnMapping, FolderLoad
from registers.uploads import storage
from registers.uploads.answers import NotWaiting
from registers.uploads.claims import LoadUnderWay, is_wanted
from registers.uploads.contents import UploadRefused
from registers.views.imports_forms import (
    ColumnsForm,
    FileForm,
    code_name,
    posted_codes,
    shown_code,
)
from registers.views.imports_rows import rows_of_form
from schools.access import SignedInRequest, may_open
from schools.permissions import NotPermitted
from toolkit import clock
from toolkit.upload_limit import LARGEST_UPLOAD, is_too_large

TOO_LARGE = (
    f"This file is larger than {LARGEST_UPLOAD // 1024**2} MB. Split it, for example into one "
    "file for each year."
)


@require_http_methods(["GET", "HEAD", "POST"])
@may_open("load_school")
def start(request: SignedInRequest) -> HttpResponse:
    """The form for a file; a file that can be read leads to the page of its columns."""
    form = FileForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if is_too_large(request):
        form.fields["file"].required = False  # It was dropped on its way.
        form.add_error("file", TOO_LARGE)
    elif form.is_valid():
        try:
            load = receive_file(
                file=form.cleaned_data["file"],
                kind=form.cleaned_data["kind"],
                by=request.user,
                at=clock.now(),
            )
        except (UploadRefused, SheetRefused) as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("imports:columns", load.pk)
    known = ColumnMapping.objects.filter(school=request.user.school).count()
    about = {"form": form, "known": known}
    return render(request, "imports/start.html", about, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@may_open("load_school")
def columns(request: SignedInRequest, load_id: int) -> HttpResponse:
    """The columns with the first rows and a proposal; once they are right, the file is checked."""
    load = FolderLoad.objects.filter(school=request.user.school, pk=load_id).first()
    if load is None:
        raise Http404
    if not load.reading or not load.place or not is_wanted(load):
        return redirect("loads:load", load.pk)
    try:
        sheet = open_sheet(storage.folder_of(load.place) / load.files[0]["name"])
    except (SheetRefused, OSError):
        messages.error(request, "This file is not on the server any more. Upload it again.")
        return redirect("loads:load", load.pk)
    known = remembered(school=load.school, kind=load.reading["kind"], sheet=sheet)
    reading = kept_reading(load.reading)
    if load.state == FolderLoad.State.MAPPING:
        reading = proposed(reading.kind, sheet, known)
    form = _form(request, load, sheet, reading)
    if form.is_bound and form.is_valid() and _choose(request, load, form):
        return redirect("loads:load", load.pk)
    about = {
        "form": form,
        "load": load,
        "kind": reading.kind,
        "sheet": sheet,
        "known": known if load.state == FolderLoad.State.MAPPING else None,
        **rows_of_form(form, sheet),
    }
    return render(request, "imports/columns.html", about, status=422 if form.errors else 200)


def _form(
    request: SignedInRequest, load: FolderLoad, sheet: Sheet, reading: Reading
) -> ColumnsForm:
    """The form; one that was posted asks about every strange code of the columns chosen in it."""
    about: dict[str, Any] = {"sheet": sheet, "effective": load.effective}
    met = load.report.get("old_codes") or []
    if request.method != "POST":
        strange = [*met, *unexplained(sheet, reading)]
        return ColumnsForm(reading=reading, strange=strange, **about)
    asked = posted_codes(request.POST)
    first = ColumnsForm(request.POST, reading=reading, strange=asked, **about)
    first.is_valid()
    said = first.reading()
    without = unexplained(sheet, said)
    if said.fields != reading.fields:  # What was met was perhaps no code at all.
        met = []
    strange = [*said.codes, *without, *met]
    form = ColumnsForm(request.POST, reading=reading, strange=strange, **about)
    form.is_valid()
    form.refuse(problems_of(said, sheet))
    for code in without:
        name = code_name(code)
        if name in form.fields and not form.errors.get(name):
            form.add_error(name, f"Say what {shown_code(code)} means.")
    if any(code_name(code) not in form.fields for code in without):
        form.add_error(
            None,
            "There are more than 40 different values that are not register codes. Look whether the "
            "column of the marks is the right one.",
        )
    return form


def _choose(request: SignedInRequest, load: FolderLoad, form: ColumnsForm) -> bool:
    """Whether the choice was accepted; otherwise the form says why not."""
    try:
        chosen = choose_columns(
            school=request.user.school,
            load_id=load.pk,
            by=request.user,
            reading=form.reading(),
            effective=form.cleaned_data.get("effective"),
            at=clock.now(),
            real=clock.real_now(),
        )
    except ColumnsRefused as refused:
        form.refuse(refused.problems)
    except TooFarAway as refused:
        form.add_error("effective", str(refused))
    except (NotPermitted, NotWaiting, LoadUnderWay, SheetRefused) as refused:
        form.add_error(None, str(refused))
    else:
        queue(chosen)
        return True
    return False
