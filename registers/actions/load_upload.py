"""Load uploaded files that were checked and wanted."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from registers.actions.check_upload import CHANGED
from registers.actions.load_folder import load_folder
from registers.loading.effective import TooFarAway
from registers.loading.last_load import LoadedAgain
from registers.models import FolderLoad
from registers.uploads import storage
from registers.uploads.answers import leavers_of
from registers.uploads.claims import begin, end, tidy
from registers.uploads.in_words import refusal, words
from registers.uploads.made_folder import MadeFolder, made_folder
from registers.uploads.telling import Telling
from schools.loading.report import FolderRefused
from schools.permissions import NotPermitted, require

OUR_FAULT = "The load stopped because of a fault of ours. Nothing was saved. Try again."
State = FolderLoad.State


class NotWantedAnyMore(Exception):
    """The load was given up while it ran; what it saved is taken back."""


def load_upload(*, load_id: int, at: datetime, real: Callable[[], datetime]) -> None:
    """Load the very files that were checked, signed by who said yes; all of it or nothing.

    Where the school was loaded again since the check, nothing is: what was approved is not what
    it would do.

    That it is loaded is noted in the transaction of the load itself, so a second run, after a
    worker was killed at whatever point, finds it either done or not begun. A fault of ours is
    noted in the row and raised.
    """
    load = begin(load_id=load_id, state=State.LOADING, real=real())
    if load is None:
        return
    try:
        _load(load, at=at, real=real)
    except (NotPermitted, TooFarAway) as refused:
        end(load=load, state=State.REFUSED, at=at, report=refusal(str(refused)))
    except LoadedAgain as refused:
        end(load=load, state=State.FAILED, at=at, report=refusal(str(refused)))
    except NotWantedAnyMore:
        return
    except Exception:
        end(load=load, state=State.FAILED, at=at, report=refusal(OUR_FAULT))
        raise
    tidy(load.pk)


def _load(load: FolderLoad, *, at: datetime, real: Callable[[], datetime]) -> None:
    if not storage.is_unchanged(load.place, load.files):
        end(load=load, state=State.REFUSED, at=at, report=refusal(CHANGED))
        return
    with Telling(load_id=load.pk, real=real) as tell, made_folder(load, progress=tell) as made:
        try:
            _load_made(load, made, tell, at=at)
        except FolderRefused as refused:
            end(load=load, state=State.REFUSED, at=at, report=made.as_kept(refused.report))


def _load_made(load: FolderLoad, made: MadeFolder, tell: Telling, *, at: datetime) -> None:
    with transaction.atomic():
        report = load_folder(
            folder=made.folder,
            by=load.answered_by or load.uploaded_by,
            at=at,
            effective=load.effective,
            after=load.after_load,
            progress=lambda sentence: tell(words(sentence, made.folder)),
            part=made.part,
        )
        if report.ended["enrolments"] > leavers_of(load):  # More than the yes was given for.
            require(load.answered_by or load.uploaded_by, "remove_from_roll")
        tell.stop()  # It would wait for the row, which from here on is ours.
        if not end(load=load, state=State.LOADED, at=at, report=made.as_kept(report)):
            raise NotWantedAnyMore
