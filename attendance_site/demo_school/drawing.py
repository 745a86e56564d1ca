"""Draw the whole demo school from a number of pupils, a seed and a day."""

from dataclasses import dataclass
from datetime import date

from attendance_site.demo_school.absence_levels import usual_scores
from attendance_site.demo_school.chance import stream
from attendance_site.demo_school.circumstances import draw_circumstances
from attendance_site.demo_school.families import draw_families
from attendance_site.demo_school.households import settle
from attendance_site.demo_school.lateness import usual_lateness
from attendance_site.demo_school.morning import Morning, draw_morning
from attendance_site.demo_school.people import Family, StaffMember
from attendance_site.demo_school.pupil_years import PupilYear
from attendance_site.demo_school.roll import draw_roll
from attendance_site.demo_school.school_years import SchoolYear, latest_school_day, years_as_of
from attendance_site.demo_school.staff import draw_staff
from attendance_site.demo_school.unexplained import leave_unexplained
from attendance_site.demo_school.upns import number_pupils
from attendance_site.demo_school.year_marks import draw_year

FEWEST_PUPILS, MOST_PUPILS = 30, 2000


class SizeOutOfRange(ValueError):
    """The demo school cannot have so many pupils."""

    def __init__(self, pupils: int) -> None:
        super().__init__(
            f"The demo school can have {FEWEST_PUPILS} to {MOST_PUPILS} pupils, not {pupils}."
        )


@dataclass
class DemoSchool:
    """Everything about Quillbrook Primary up to the morning of its day."""

    day: date  # The school day on which the demo begins; marks end the day before.
    last_year: SchoolYear
    this_year: SchoolYear
    staff: list[StaffMember]
    families: list[Family]
    last_marks: list[PupilYear]
    this_marks: list[PupilYear]
    morning: Morning


def draw_demo_school(*, pupils: int, seed: int, today: date) -> DemoSchool:
    """The same school for the same number of pupils, seed and day.

    pupils: on the roll on the last school day up to today. Raises SizeOutOfRange, TooEarly.
    """
    if not FEWEST_PUPILS <= pupils <= MOST_PUPILS:
        raise SizeOutOfRange(pupils)
    day = latest_school_day(today)
    last_year, this_year = years_as_of(day)
    starting = this_year.starting
    children = draw_roll(pupils, day=day, years=(last_year, this_year), rng=stream(seed, "roll"))
    families = draw_families(children, starting=starting, rng=stream(seed, "families"))
    settle(families, stream(seed, "households"))
    draw_circumstances(families, stream(seed, "circumstances"))
    number_pupils(children, starting=starting, rng=stream(seed, "numbers"))
    absence = usual_scores(families, stream(seed, "absence"))
    lateness = usual_lateness(families, stream(seed, "lateness"))
    marks = [
        draw_year(
            families,
            year,
            years_ago=years_ago,
            usual_absence=absence,
            usual_lateness=lateness,
            rng=stream(seed, f"year {years_ago}"),
        )
        for year, years_ago in ((last_year, 1), (this_year, 0))
    ]
    today_number = this_year.days.index(day)
    chance = stream(seed, "morning")
    before = (marks[1], this_year.days, today_number)
    if today_number == 0:
        before = (marks[0], last_year.days, len(last_year.days))
    amendments = leave_unexplained(before[0], before[1], today=before[2], rng=chance)
    if today_number == 0:
        amendments = []  # The classes of last year are not known any more.
    return DemoSchool(
        day=day,
        last_year=last_year,
        this_year=this_year,
        staff=draw_staff((child.class_name for child in children), stream(seed, "staff")),
        families=families,
        last_marks=marks[0],
        this_marks=marks[1],
        morning=draw_morning(
            marks[1], day=day, today=today_number, amendments=amendments, rng=chance
        ),
    )
