"""Tell what a class was called on a day; a new name holds from the day on which it was given."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from schools.models import FactChange, SchoolClass
from toolkit import clock


@dataclass(frozen=True)
class Renaming:
    """A class had one name before the day, and another from it on."""

    day: date
    before: str
    after: str


@dataclass(frozen=True)
class ClassNames:
    """The renamings of a school's classes, by class, the earliest first."""

    renamed: dict[int, list[Renaming]]

    def on(self, class_id: int | None, day: date, *, now: str) -> str:
        """The name of the class on the day. now: the name of one that had no other."""
        changes = self.renamed.get(class_id or 0, [])
        latest = changes[-1].after if changes else now
        return next((one.before for one in changes if one.day > day), latest)


def class_names(*, school_id: int) -> ClassNames:
    """What the school's classes were called; one query."""
    rows = FactChange.objects.filter(
        school_id=school_id, school_class__isnull=False, fact="name"
    ).order_by("at", "pk")
    found: dict[int, list[Renaming]] = defaultdict(list)
    for class_id, at, before, after in rows.values_list("school_class_id", "at", "before", "after"):
        found[class_id or 0].append(Renaming(clock.local(at).date(), before, after))
    return ClassNames(dict(found))


def name_of_class(school_class: SchoolClass, *, on: date, today: date) -> str:
    """The name of one class on a day; asks nothing for today and later days."""
    if on >= today:
        return school_class.name
    names = class_names(school_id=school_class.school_id)
    return names.on(school_class.pk, on, now=school_class.name)
