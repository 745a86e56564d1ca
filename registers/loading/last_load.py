"""Know whether a school was loaded again since files were checked against it."""

from audit.models import Act
from schools.models import School


class LoadedAgain(Exception):
    """The school is not any more as it was when the files were checked; nothing was saved."""

    def __str__(self) -> str:
        return "The school was loaded again since this was checked: check again."


def last_load(school: School | None) -> int:
    """The key of the school's last load, by page or command; 0 where there was none.

    Loads of one school follow each other, so under `hold_school` the key says which state the
    files of the school have brought it to.
    """
    if school is None:
        return 0
    acts = Act.objects.filter(
        school=school, subject_kind=School._meta.label, subject_id=school.pk, act="load_folder"
    )
    return acts.order_by("-pk").values_list("pk", flat=True).first() or 0


def refuse_if_loaded_again(school: School | None, *, after: int | None) -> int:
    """The last load; raises LoadedAgain where that is another than `after` (None: any will do)."""
    last = last_load(school)
    if after is not None and last != after:
        raise LoadedAgain
    return last
