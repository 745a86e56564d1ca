"""Give a check or a load the folder it reads: the uploaded files, or one made from another's."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from registers.loading.parts import Part
from registers.mapping.making import Made, make_file
from registers.mapping.reading import kept_reading
from registers.mapping.retelling import retell
from registers.models import FolderLoad
from registers.uploads import storage
from registers.uploads.in_words import as_kept
from schools.loading.report import Report


@dataclass(frozen=True)
class MadeFolder:
    """A folder to load; part and made: how it was made, None where it is the school's own."""

    folder: Path
    part: Part | None = None
    made: Made | None = None

    def as_kept(self, report: Report) -> dict[str, Any]:
        """The report as it is kept with the load, by the files that people know. Once only."""
        if self.made is None:
            return as_kept(report)
        retell(report, self.made, self.folder)
        upns = {"file": self.made.source, "column": self.made.columns.get("upn", "")}
        return as_kept(report, **upns) | {"old_codes": self.made.unknown}


@contextmanager
def made_folder(load: FolderLoad, *, progress: Callable[[str], None]) -> Iterator[MadeFolder]:
    """The folder of the upload; one that was made is removed afterwards."""
    folder = storage.folder_of(load.place)
    if not load.reading:
        yield MadeFolder(folder)
        return
    place = storage.make_place(load.school_id)
    try:
        into = storage.folder_of(place)
        part = Part(load.school, load.files[0]["name"])
        made = make_file(
            path=folder / part.source,
            reading=kept_reading(load.reading),
            school=load.school,
            into=into,
            report=part.report,
            progress=progress,
        )
        yield MadeFolder(into, part, made)
    finally:
        storage.remove(place)
