"""List pupils with where each of them is on a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from schools.models import ClassMembership, Enrolment, Pupil, SchoolClass, User
from schools.queries.pupils_open_to import pupils_open_to

ON_ROLL, STARTS, LEFT, NEVER = "on_roll", "starts", "left", "never"


@dataclass(frozen=True)
class Listed:
    """A pupil on a day. state: on_roll; starts or left on `day`; or never enrolled.

    in_law: the full legal name where it is not the name in use.
    """

    pupil: Pupil
    class_name: str
    year_group: str
    state: str
    day: date | None = None

    @property
    def in_law(self) -> str:
        legal = self.pupil.full_legal_name
        return "" if legal == self.pupil.name else legal


def pupils_on_roll(*, by: User, on: date, school_class: SchoolClass | None = None) -> QuerySet:
    """The pupils open to the person who are on the roll that day, by name; of a class or all."""
    stays = Enrolment.objects.on(on).filter(school_id=by.school_id)
    pupils = pupils_open_to(by=by, on=on).filter(pk__in=stays.values("pupil_id"))
    if school_class is not None:
        members = ClassMembership.objects.on_the_roll(school_id=by.school_id, day=on)
        members = members.filter(school_class=school_class)
        pupils = pupils.filter(pk__in=members.values("pupil_id"))
    return pupils.order_by("sort_key", "pk")


def pupils_who_left(*, by: User, on: date) -> QuerySet[Pupil]:
    """The pupils open to the person who have been on the roll and are no longer, by name."""
    still = Enrolment.objects.filter(school_id=by.school_id).exclude(end__lt=on)
    been = Enrolment.objects.filter(school_id=by.school_id, end__lt=on)
    pupils = pupils_open_to(by=by, on=on).filter(pk__in=been.values("pupil_id"))
    return pupils.exclude(pk__in=still.values("pupil_id")).order_by("sort_key", "pk")


def listed(*, pupils: Sequence[Pupil], on: date) -> list[Listed]:
    """Where each of these pupils of one school is on the day; two queries for any number."""
    if not pupils:
        return []
    school_id = pupils[0].school_id
    places = {
        one.pupil_id: one
        for one in ClassMembership.objects.on(on)
        .filter(school_id=school_id, pupil__in=pupils)
        .select_related("school_class")
    }
    stays: dict[int, list[Enrolment]] = {}
    for stay in Enrolment.objects.filter(school_id=school_id, pupil__in=pupils).order_by("start"):
        stays.setdefault(stay.pupil_id, []).append(stay)
    return [_listed(pupil, places.get(pupil.pk), stays.get(pupil.pk, []), on) for pupil in pupils]


def _listed(
    pupil: Pupil, place: ClassMembership | None, stays: list[Enrolment], on: date
) -> Listed:
    school_class = place.school_class if place is not None else None
    name = school_class.name if school_class is not None else ""
    return Listed(pupil, name, place.year_group if place is not None else "", *standing(stays, on))


def standing(stays: Sequence[Enrolment], on: date) -> tuple[str, date | None]:
    """Where somebody with these times on the roll, earliest first, is on the day."""
    if any(stay.start <= on and (stay.end is None or stay.end >= on) for stay in stays):
        return ON_ROLL, None
    ahead = [stay.start for stay in stays if stay.start > on]
    if ahead:
        return STARTS, ahead[0]
    return (LEFT, stays[-1].end) if stays else (NEVER, None)
