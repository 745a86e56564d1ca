"""Find the pupils whom a message or a trip is about, and keep those who were chosen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.http import QueryDict

from registers.queries.messages import class_names_of_pupils
from registers.views.posted import key_in
from schools.models import Enrolment, Pupil, PupilParent, User
from schools.queries.find_pupils import find_pupils
from schools.queries.pupils_open_to import pupils_open_to

MOST_FOUND = 12
LONGEST = 100
STRANGER = "One of these pupils is not on the roll, or is not one of yours. Nothing was saved."


@dataclass(frozen=True)
class Choice:
    """A pupil who can be ticked, and their class."""

    pupil: Pupil
    class_name: str


@dataclass(frozen=True)
class Choosing:
    """chosen: ticked; found: by the text; siblings: who share a parent with the chosen.

    sentence: why nobody is found, or that there are more. has_strangers: keys of nobody here.
    """

    text: str
    chosen: list[Choice]
    found: list[Choice]
    siblings: list[Choice]
    sentence: str
    has_strangers: bool

    @property
    def pupils(self) -> list[Pupil]:
        return [choice.pupil for choice in self.chosen]


def choosing(form: QueryDict, *, by: User, on: date, with_siblings: bool = True) -> Choosing:
    """Who is chosen and who can be, of the pupils on the roll that are open to the person."""
    keys = {key_in(text) for text in form.getlist("pupil")}
    text = form.get("q", "").replace("\0", "").strip()[:LONGEST]
    chosen = list(_on_roll(by, on).filter(pk__in=keys).order_by("sort_key", "pk"))
    found, sentence = _found(text, keys, by=by, on=on)
    siblings = _siblings(chosen, by=by, on=on) if with_siblings and chosen else []
    siblings = [pupil for pupil in siblings if pupil not in found]
    everybody = {pupil.pk for pupil in (*chosen, *found, *siblings)}
    classes = class_names_of_pupils(school_id=by.school_id, pupils=everybody, on=on)
    return Choosing(
        text=text,
        chosen=_choices(chosen, classes),
        found=_choices(found, classes),
        siblings=_choices(siblings, classes),
        sentence=sentence,
        has_strangers=len(keys) != len(chosen),
    )


def _on_roll(by: User, on: date) -> QuerySet[Pupil]:
    """Those who are on the roll, or come soon."""
    stays = Enrolment.objects.filter(school_id=by.school_id).exclude(end__lt=on)
    return pupils_open_to(by=by, on=on).filter(pk__in=stays.values("pupil_id"))


def _found(text: str, chosen: Iterable[int], *, by: User, on: date) -> tuple[list[Pupil], str]:
    if not text:
        return [], ""
    looked = find_pupils(by=by, text=text, on=on)
    if looked.sentence:
        return [], looked.sentence
    here = _on_roll(by, on).values("pk")
    rows = list(looked.pupils.filter(pk__in=here).exclude(pk__in=chosen)[: MOST_FOUND + 1])
    if not rows:
        return [], "Nobody else on the roll has a name that begins like this."
    more = "There are more. Type another letter, or another of the names."
    return rows[:MOST_FOUND], more if len(rows) > MOST_FOUND else ""


def _siblings(chosen: list[Pupil], *, by: User, on: date) -> list[Pupil]:
    """Those who share a parent with one of the chosen."""
    links = PupilParent.objects.filter(school_id=by.school_id).exclude(ended_on__lte=on)
    parents = links.filter(pupil__in=chosen).values("parent_id")
    shared = links.filter(parent__in=parents).values("pupil_id")
    found = _on_roll(by, on).filter(pk__in=shared).exclude(pk__in=[one.pk for one in chosen])
    return list(found.order_by("sort_key", "pk")[:MOST_FOUND])


def _choices(pupils: list[Pupil], classes: dict[int, str]) -> list[Choice]:
    return [Choice(pupil, classes.get(pupil.pk, "")) for pupil in pupils]
