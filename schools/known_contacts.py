"""Ask before a contact is added who may be known already."""

from django.db.models import Q

from schools.models import Parent, Pupil, PupilParent
from schools.refusals import Refused
from schools.same_person import name_of
from toolkit.days import full_day


class PerhapsKnown(Refused):
    """Somebody of this name may be the person meant; saved only after a yes to another.

    parent: whom to choose instead, where they are no contact of the pupil.
    """

    def __init__(self, sentence: str, *, parent: Parent | None = None) -> None:
        super().__init__(sentence, field="is_another")
        self.parent = parent


def ask_about_names(pupil: Pupil, meant: Parent) -> None:
    """Raise PerhapsKnown where the pupil has, or had, a contact of the same name."""
    links = PupilParent.objects.filter(pupil=pupil).select_related("parent")
    same = [link for link in links.order_by("pk") if _same_name(link.parent, meant)]
    if current := next((link for link in same if link.ended_on is None), None):
        raise PerhapsKnown(
            f"{current.parent} is already a contact of {pupil.name}. Add another person of the "
            "same name?"
        )
    for link in same:
        if link.ended_on is not None and link.parent.merged_into_id is None:
            raise PerhapsKnown(
                f"{link.parent} was a contact of {pupil.name} until {full_day(link.ended_on)}, and "
                "can be taken up again under Contacts that ended. Add another person of the same "
                "name?"
            )


def ask_about_numbers(pupil: Pupil, meant: Parent) -> None:
    """Raise PerhapsKnown where another pupil's contact has the same name and number."""
    numbers = [number for number in (meant.mobile_number, meant.phone_number) if number]
    if not numbers:
        return
    rows = Parent.objects.filter(
        Q(mobile_number__in=numbers) | Q(phone_number__in=numbers),
        school_id=pupil.school_id,
        merged_into__isnull=True,
    )
    known = next((one for one in rows.order_by("pk") if _same_name(one, meant)), None)
    if known is not None:
        raise PerhapsKnown(
            f"{known} is known already with this number{_of_whom(known)}. Choose them under Who is "
            "it, or add another person of the same name?",
            parent=known,
        )


def _of_whom(parent: Parent) -> str:
    links = PupilParent.objects.filter(parent=parent, ended_on__isnull=True).select_related(
        "pupil"
    )[:1]
    return "".join(f", as a contact of {link.pupil.name}" for link in links)


def _same_name(one: Parent, other: Parent) -> bool:
    return name_of(one)[1:] == name_of(other)[1:]
