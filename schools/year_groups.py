"""Tell which year groups a school puts pupils in: those of its phase, and those it has anyhow."""

from collections.abc import Collection
from datetime import date

from rules.sessions import YEAR_GROUPS
from schools.models import ClassMembership, Pupil, School, SchoolClass
from schools.refusals import Refused
from schools.words import year_group_name

FIRST_OF_SECONDARY = YEAR_GROUPS.index("7")
OF_PHASE = {
    School.Phase.PRIMARY: YEAR_GROUPS[:FIRST_OF_SECONDARY],
    School.Phase.SECONDARY: YEAR_GROUPS[FIRST_OF_SECONDARY:],
}


def groups_of_phase(phase: str) -> tuple[str, ...]:
    """The year groups of a school of the phase; all where it is special, all-through or unknown."""
    return {str(key): groups for key, groups in OF_PHASE.items()}.get(phase, YEAR_GROUPS)


def groups_offered(school: School, *, on: date, own: Collection[str] = ()) -> list[str]:
    """Those of the phase, those that a class has on the day, and one's own, in their order."""
    groups = {*groups_of_phase(school.phase), *own}
    if len(groups & set(YEAR_GROUPS)) < len(YEAR_GROUPS):
        rows = ClassMembership.objects.on_the_roll(school_id=school.pk, day=on)
        groups |= set(rows.values_list("year_group", flat=True).distinct())
        for planned in SchoolClass.objects.filter(school=school).exclude(year_groups=[]):
            groups |= set(planned.year_groups)
    return [group for group in YEAR_GROUPS if group in groups]


def groups_of_pupil(pupil: Pupil) -> set[str]:
    """The year groups that the pupil has, or has had."""
    rows = ClassMembership.objects.filter(school_id=pupil.school_id, pupil=pupil)
    return set(rows.values_list("year_group", flat=True))


def require_year_group(
    year_group: str, *, school: School, school_class: SchoolClass, pupil: Pupil, on: date
) -> None:
    """Refuse a year group of another phase that neither the pupil nor the class has already.

    Raises Refused, about year_group.
    """
    if year_group not in YEAR_GROUPS:
        raise Refused("Choose a year group.", field="year_group")
    groups = groups_of_phase(school.phase)
    if year_group in (*groups, *school_class.year_groups) or year_group in groups_of_pupil(pupil):
        return
    members = ClassMembership.objects.on_the_roll(school_id=school.pk, day=on)
    if members.filter(school_class=school_class, year_group=year_group).exists():
        return
    raise Refused(
        f"{year_group_name(year_group)} is no year group of a {school.phase} school: choose "
        f"{year_group_name(groups[0])} to {year_group_name(groups[-1])}.",
        field="year_group",
    )
