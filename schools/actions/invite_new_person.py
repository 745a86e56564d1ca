"""Add somebody to the staff, and make the link by which they choose a password."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from audit.actions.record import record
from schools.account_links import INVITATION, link_for
from schools.emails import claiming, require_free_email
from schools.mail import is_set_up
from schools.models import ClassTeacher, SchoolClass, User
from schools.permissions import Place, require
from schools.staff import (
    checked_roles,
    may_be_let_into,
    require_fair_roles,
    require_may_have_class,
)
from toolkit import clock


@dataclass(frozen=True, kw_only=True)
class NewPerson:
    """What is known of somebody who joins the staff; year groups are those of a year lead."""

    email: str
    surname: str
    title: str = ""
    forename: str = ""
    job_title: str = ""
    roles: list[str] = field(default_factory=list)
    year_groups: list[str] = field(default_factory=list)
    class_ids: Collection[int] = ()


@transaction.atomic
def invite_new_person(
    *, by: User, new: NewPerson, at: datetime, real_at: datetime
) -> tuple[User, str]:
    """The person, who waits for a password, and a link to choose one once, within 7 days.

    The link is empty, and only mailed, where the person may do more than whoever invites them,
    unless no mail is set up. The classes are theirs from today on. at: school time; real_at:
    real time, for the link (both aware). Raises NotPermitted, StaffRefused, and
    SchoolClass.DoesNotExist for a class of another school.
    """
    today = clock.local(at).date()
    require(by, "accounts", Place(by.school_id), on=today)
    email = require_free_email(new.email, school_id=by.school_id)
    roles, year_groups = checked_roles(new.roles, new.year_groups)
    require_fair_roles(by, None, roles=roles, year_groups=year_groups, on=today)
    classes = list(SchoolClass.objects.filter(school_id=by.school_id, pk__in=new.class_ids))
    if len(classes) != len(set(new.class_ids)):
        raise SchoolClass.DoesNotExist
    with claiming(email, school_id=by.school_id):
        person = User.objects.create_user(
            email=email,
            school=by.school,
            title=new.title,
            forename=new.forename,
            surname=new.surname,
            job_title=new.job_title,
            roles=roles,
            year_groups=year_groups,
            invited_at=real_at,
        )
    if classes:
        require_may_have_class(person, by=by, field="classes")
    ClassTeacher.objects.bulk_create(
        ClassTeacher(school_id=by.school_id, user=person, school_class=one, start=today)
        for one in classes
    )
    record(
        act="invite_new_person",
        by=by,
        at=at,
        school_id=by.school_id,
        subject=person,
        detail={
            "email": email,
            "roles": roles,
            "year_groups": year_groups,
            "classes": sorted(one.name for one in classes),
            "class_ids": sorted(one.pk for one in classes),
        },
    )
    is_given = may_be_let_into(by, person, on=today) or not is_set_up()
    return person, link_for(person=person, kind=INVITATION, at=real_at) if is_given else ""
