"""Check uploaded files as a load would, and save nothing of them."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from registers.actions.load_folder import load_folder
from registers.loading.effective import TooFarAway
from registers.models import FolderLoad
from registers.uploads import storage
from registers.uploads.claims import begin, end, tidy
from registers.uploads.in_words import refusal, words
from registers.uploads.made_folder import made_folder
from registers.uploads.telling import Telling
from schools.loading.report import FolderRefused
from schools.permissions import NotPermitted

OUR_FAULT = "The check stopped because of a fault of ours. Nothing was saved. Try again."
CHANGED = "The files on the server are not those that were uploaded. Upload them again."
TRIED = ("Saving", "Trying")  # What a check does with the words of a load.
State = FolderLoad.State


def check_upload(*, load_id: int, at: datetime, real: Callable[[], datetime]) -> None:
    """Keep what a load would add, change and end, or why it would be refused.

    A second run does nothing, and so does one that comes when nobody waits for it any more. A
    fault of ours is noted in the row and raised.
    """
    load = begin(load_id=load_id, state=State.CHECKING, real=real())
    if load is None:
        return
    try:
        state, report = _check(load, at=at, real=real)
    except Exception:
        end(load=load, state=State.FAILED, at=at, report=refusal(OUR_FAULT))
        raise
    if end(load=load, state=state, at=at, report=report):
        tidy(load.pk)


def _check(
    load: FolderLoad, *, at: datetime, real: Callable[[], datetime]
) -> tuple[str, dict[str, Any]]:
    if not storage.is_unchanged(load.place, load.files):
        return State.REFUSED, refusal(CHANGED)
    with Telling(load_id=load.pk, real=real) as tell, made_folder(load, progress=tell) as made:
        try:
            report = load_folder(
                folder=made.folder,
                by=load.uploaded_by,
                at=at,
                effective=load.effective,
                dry_run=True,
                progress=lambda sentence: tell(words(sentence, made.folder).replace(*TRIED)),
                part=made.part,
            )
        except FolderRefused as refused:
            return State.REFUSED, made.as_kept(refused.report)
        except (NotPermitted, TooFarAway) as refused:
            return State.REFUSED, refusal(str(refused))
        load.after_load = report.after_load
        return State.CHECKED, made.as_kept(report)
