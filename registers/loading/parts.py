"""Load files that were made from what another system wrote, for a school that is here already."""

from dataclasses import dataclass, field

from schools.loading.report import Report
from schools.models import School
from schools.permissions import NotPermitted


class NotYourSchool(NotPermitted):
    """The folder is another school's."""

    def __init__(self, urn: str) -> None:
        super().__init__("load_school")
        self.urn = urn

    def __str__(self) -> str:
        return f"This folder is of the school with URN {self.urn}; you can load only your own."


@dataclass(frozen=True)
class Part:
    """A folder without a school.csv: some of the files of a school that has people already.

    source: the name of the file that they were made from, as an amendment gives it.
    report: what was said while they were made; with a fault in it nothing is saved.
    """

    school: School
    source: str
    report: Report = field(default_factory=Report)
