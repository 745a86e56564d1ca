"""Make a new class, such as a nurture class in mid-year."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import IntegrityError, transaction

from audit.actions.record import record
from rules.sessions import YEAR_GROUPS, school_year_of
from schools.models import SchoolClass, User
from schools.permissions import require
from schools.refusals import Refused
from toolkit import clock
from toolkit.days import full_day


@transaction.atomic
def make_class(
    *, by: User, name: str, year_groups: Collection[str], first: date, at: datetime
) -> SchoolClass:
    """The class, in which pupils may be and which may have teachers from its first day on.

    year_groups: one or more. first: today or a later day of this school year. Raises NotPermitted
    and Refused.
    """
    require(by, "edit_people")
    today = clock.local(at).date()
    name = " ".join(name.split())
    longest = SchoolClass._meta.get_field("name").max_length
    if not name.isprintable() or not any(sign.isalnum() for sign in name):
        raise Refused("Enter the name of the class.", field="name")
    if len(name) > (longest or 0):
        raise Refused(f"Name is too long: at most {longest} characters.", field="name")
    groups = [group for group in YEAR_GROUPS if group in year_groups]
    if not groups or set(year_groups) - set(groups):
        raise Refused("Choose one year group or more.", field="year_groups")
    last = school_year_of(today).ends
    if not today <= first <= last:
        raise Refused(
            f"Choose a first day from today to {full_day(last)}, when this school year ends.",
            field="first",
        )
    classes = SchoolClass.objects.filter(school_id=by.school_id)
    if other := classes.filter(name__iexact=name).first():
        raise Refused(f"There is a class called {other.name} already.", field="name")
    try:
        with transaction.atomic():
            made = SchoolClass.objects.create(
                school_id=by.school_id, name=name, year_groups=groups, starts_on=first
            )
    except IntegrityError as taken:  # In the same moment another class was given the name.
        raise Refused(f"There is a class called {name} already.", field="name") from taken
    detail = {"name": name, "year_groups": groups, "first": first.isoformat()}
    record(act="make_class", by=by, at=at, school_id=by.school_id, subject=made, detail=detail)
    return made
