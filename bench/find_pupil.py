"""Find one of 26,000 pupils by name, UPN and telephone number, and say which index answers.

Run as `python -m bench.find_pupil`; it takes under a minute.
"""

from collections.abc import Callable
from datetime import date
from random import Random
from urllib.parse import quote

from bench.clients import Http, Slot, machine, run
from bench.ground import FIRST_DAY, Ground, ground

PUPILS, EACH, BATCH = 26_000, 60, 2_000
WHOLE_PAGE, LIST_ALONE = "page", "list"  # What Enter asks for, and what typing does.
type Texts = dict[str, list[str]]


def fill(here: Ground, chance: Random) -> Texts:
    """Add the pupils, one parent of each, and stays in classes; what people would type, by kind."""
    from schools.models import ClassMembership, Enrolment, Parent, Pupil, PupilParent
    from tests.factories.people import upn_of

    people = []
    for number in range(PUPILS):
        forename, surname = some_name(chance)
        born = date(2010 + number % 11, 1 + number % 12, 1 + number % 28)
        pupil = Pupil(
            school_id=here.school_id,
            upn=upn_of(500_000_000 + number * 7),
            legal_forename=forename,
            legal_surname=surname,
            date_of_birth=born,
        )
        pupil.set_keys()
        people.append(pupil)
    Pupil.objects.bulk_create(people, batch_size=BATCH)
    numbers = [f"+447700{chance.randrange(10**6):06}" for _ in people]
    parents = Parent.objects.bulk_create(
        [
            Parent(school_id=here.school_id, surname=pupil.legal_surname, mobile_number=number)
            for pupil, number in zip(people, numbers, strict=True)
        ],
        batch_size=BATCH,
    )
    PupilParent.objects.bulk_create(
        [
            PupilParent(school_id=here.school_id, pupil=pupil, parent=parent, priority=1)
            for pupil, parent in zip(people, parents, strict=True)
        ],
        batch_size=BATCH,
    )
    stays = Enrolment.objects.bulk_create(
        [Enrolment(school_id=here.school_id, pupil=pupil, start=FIRST_DAY) for pupil in people],
        batch_size=BATCH,
    )
    classes = list(here.classes)
    ClassMembership.objects.bulk_create(
        [
            ClassMembership(school_id=here.school_id, enrolment=stay, pupil_id=stay.pupil_id,
                            school_class_id=chance.choice(classes), year_group="4",
                            start=FIRST_DAY)
            for stay in stays
        ],
        batch_size=BATCH,
    )  # fmt: skip
    some = [chance.randrange(PUPILS) for _ in range(EACH)]
    return {
        "three letters of a name": [people[one].legal_surname[:3] for one in some],
        "forename and surname": [
            f"{people[one].legal_forename[:3]} {people[one].legal_surname[:4]}" for one in some
        ],
        "UPN": [people[one].upn for one in some],
        "beginning of a UPN": [people[one].upn[:6] for one in some],
        "telephone number": [f"0{numbers[one][3:7]} {numbers[one][7:]}" for one in some],
        "last six digits": [numbers[one][-6:] for one in some],
        "nothing: the first page of all": [""] * EACH,
    }


def some_name(chance: Random) -> tuple[str, str]:
    """An invented forename and surname, as often of each background as in the demo's school."""
    from attendance_site.demo_school.names import backgrounds

    known = list(backgrounds().values())
    (background,) = chance.choices(known, [one.share for one in known])
    return chance.choice(background.girls), chance.choice(background.surnames)


def ask(ground: Ground) -> Callable[[Slot], None]:
    """Ask for the list as the page does."""
    http = Http(ground)

    def find(slot: Slot) -> None:
        _, text, what = slot
        http.headers.pop("HX-Request", None)
        if what == LIST_ALONE:
            http.headers["HX-Request"] = "true"
        http.get(f"/pupils/?q={quote(text)}")

    return find


def plans_of(here: Ground, text: str) -> tuple[str, str]:
    """What the database reads to count the pupils found by this text, and for their first page."""
    from schools.models import User
    from schools.queries.find_pupils import find_pupils

    found = find_pupils(by=User.objects.get(pk=here.user_id), text=text, on=FIRST_DAY)
    return tables_in(found.pupils.order_by().explain()), tables_in(found.pupils[:50].explain())


def tables_in(plan: str) -> str:
    """The lines of a plan that name a table or an index."""
    lines = [line.strip(" ->").partition("  (")[0] for line in plan.splitlines()]
    return "; ".join(line for line in lines if " on " in line)


def main() -> None:
    print(machine())
    with ground() as here:
        from django.db import connections

        texts = fill(here, Random(26))
        with connections["owner"].cursor() as owner:
            owner.execute("VACUUM ANALYZE")
        connections["owner"].close()
        for text in ("mar", "yus sidd", texts["UPN"][0], texts["last six digits"][0]):
            counted, first_page = plans_of(here, text)
            print(f"{text}, counted: {counted}")
            print(f"{text}, first page: {first_page}")
        print(f"{PUPILS:,} pupils of one school, 1 client, {EACH} searches of each kind")
        for kind, typed in texts.items():
            for what in (LIST_ALONE, WHOLE_PAGE):
                run(here, ask, [[(0, text, what) for text in typed[:5]]])  # Warm.
                measured = run(here, ask, [[(0, text, what) for text in typed]])
                print(f"  {kind + ', ' + what:38} {measured}")


if __name__ == "__main__":
    main()
