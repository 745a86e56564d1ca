"""Hold the invented people of the demo school while they are being drawn."""

from dataclasses import dataclass, field
from datetime import date

RECEPTION, TOP_YEAR, PAST_TOP_YEAR = 0, 6, 7


@dataclass
class Contact:
    """A grown-up of a family, as one of the people to contact about its children."""

    title: str
    forename: str
    surname: str
    relationship: str
    is_parent: bool = True
    lives_with: bool = True
    mobile: str = ""
    phone: str = ""
    email: str = ""
    address: tuple[str, str, str] = ("", "", "")  # Street, town, postcode.
    language: str = "English"
    may_text: bool = True
    note: str = ""


@dataclass(eq=False)
class Child:
    """One enrolment: a pupil of the demo school, of this year or last."""

    year: int  # 0 Reception, 1 to 6, and 7 for those who left Year 6; all as of this school year.
    class_name: str  # Of this school year; for those who left before it, their last.
    left_last_year: bool = False
    sex: str = "F"
    forename: str = ""
    surname: str = ""
    middle_names: str = ""
    preferred_forename: str = ""
    birthday: tuple[int, int] | None = None  # Month and day, where they are always the same.
    born: date = date.min
    background: str = "english"
    ethnicity: str = ""
    language: str = "English"
    story: str = ""  # What this pupil is there to show; see kestrel.csv.
    start: date = date.min
    end: date | None = None
    leaving_ground: str = ""
    last_school: str = ""
    next_school: str = ""
    enrolment: str = "C"
    upn: str = ""
    sen: str = "N"
    flags: set[str] = field(default_factory=set)  # Columns of pupils.csv that say Y.

    @property
    def name(self) -> str:
        """Forename and surname as the register says them."""
        return f"{self.preferred_forename or self.forename} {self.surname}"

    @property
    def group(self) -> tuple[str, bool]:
        """The class; those who left last year are apart, they never sat with today's."""
        return self.class_name, self.left_last_year

    @property
    def year_group(self) -> str:
        """The year group as pupils.csv says it; for those who left, the last one they were in."""
        year = self.year - self.left_last_year
        return "R" if year == RECEPTION else str(year)

    def was_on_roll(self, day: date) -> bool:
        """Whether the day lies inside the enrolment."""
        return self.start <= day and (self.end is None or day <= self.end)


@dataclass(eq=False)
class Family:
    """Brothers and sisters with the grown-ups to contact about them."""

    number: int
    children: list[Child]
    background: str = "english"
    surname: str = ""
    address: tuple[str, str, str] = ("", "", "")
    contacts: list[Contact] = field(default_factory=list)


@dataclass(frozen=True)
class StaffMember:
    """A person who works at the school, or governs it."""

    title: str
    forename: str
    surname: str
    job_title: str
    roles: tuple[str, ...]
    classes: tuple[str, ...] = ()
    year_groups: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Forename and surname."""
        return f"{self.forename} {self.surname}"
