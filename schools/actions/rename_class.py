"""Give a class another name."""

from datetime import datetime

from django.db import IntegrityError, transaction

from audit.actions.record import record
from schools.changes import ChangedMeanwhile, Difference, note_changes
from schools.models import SchoolClass, User
from schools.permissions import require
from schools.refusals import Refused


@transaction.atomic
def rename_class(
    *, by: User, class_id: int, name: str, seen_name: str, at: datetime
) -> SchoolClass:
    """The class under its new name; the former one is kept, so that a file may still use it.

    Raises NotPermitted, Refused, ChangedMeanwhile (somebody renamed it since), and
    SchoolClass.DoesNotExist for a class of no or another school.
    """
    require(by, "edit_people")
    classes = SchoolClass.objects.filter(school_id=by.school_id)
    renamed = classes.select_for_update().get(pk=class_id)
    name = " ".join(name.split())
    if renamed.name != seen_name:
        raise ChangedMeanwhile([Difference("name", renamed.name, name)])
    if not name:
        raise Refused("Enter the new name of the class.", field="name")
    if name == renamed.name:
        raise Refused(f"The class is called {name} already.", field="name")
    if other := classes.filter(name__iexact=name).exclude(pk=renamed.pk).first():
        raise Refused(f"Another class is called {other.name}.", field="name")
    before = renamed.name
    former = [one for one in renamed.former_names if one.lower() != name.lower()]
    if before.lower() not in {name.lower(), *map(str.lower, former)}:
        former.append(before)
    renamed.name, renamed.former_names = name, former
    try:
        with transaction.atomic():
            renamed.save(update_fields=["name", "former_names"])
    except IntegrityError as taken:  # In the same moment another class was given the name.
        raise Refused(f"Another class is called {name}.", field="name") from taken
    note_changes(
        school_id=by.school_id,
        school_class=renamed,
        before={"name": before},
        after={"name": name},
        by=by,
        at=at,
    )
    detail = {"before": before, "after": name}
    record(act="rename_class", by=by, at=at, school_id=by.school_id, subject=renamed, detail=detail)
    return renamed
