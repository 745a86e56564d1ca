"""The demo school's people are invented, mixed, and hang together as families."""

import csv
import re
from collections import Counter, defaultdict
from datetime import date
from itertools import pairwise

import pytest
from stdnum.gb import upn

from attendance_site.demo_school.accounts import DEMO_PASSWORD, demo_accounts
from attendance_site.demo_school.class_plan import KESTREL, class_plan
from attendance_site.demo_school.drawing import (
    SizeOutOfRange,
    draw_demo_school,
)
from attendance_site.demo_school.people import Child
from attendance_site.demo_school.roll import kestrel_pupils
from attendance_site.demo_school.staff import draw_staff, email_of
from schools.roles import ROLES

MONDAY = date(2026, 11, 23)
SIZES = (30, 111, 217, 412, 2000)


def on_roll(school) -> list[Child]:
    everybody = [child for family in school.families for child in family.children]
    return [child for child in everybody if child.was_on_roll(school.day)]


@pytest.fixture(scope="module", params=SIZES)
def any_school(request):
    return draw_demo_school(pupils=request.param, seed=3, today=MONDAY), request.param


def test_exactly_as_many_pupils_as_asked_for_are_on_the_roll(any_school):
    school, pupils = any_school
    assert len(on_roll(school)) == pupils


def test_no_forename_and_no_surname_of_two_families_is_twice_in_a_class(any_school):
    school, _ = any_school
    forenames = defaultdict(list)
    surnames = defaultdict(list)
    for family in school.families:
        for group in {child.group for child in family.children}:
            surnames[group].append(family.surname)
        for child in family.children:
            forenames[child.group].append(child.forename)
    for names in (forenames, surnames):
        for group, given in names.items():
            assert len(given) == len(set(given)), group


def test_every_pupil_has_the_age_of_the_year_group(any_school):
    school, _ = any_school
    for child in on_roll(school):
        age_on_1_september = (
            school.this_year.starting
            - child.born.year
            - ((child.born.month, child.born.day) > (8, 31))
        )
        assert age_on_1_september == child.year + 4, child.name


def test_kestrel_has_the_same_thirty_pupils_in_every_demo_school(school):
    names = {
        (child.forename, child.surname) for child in on_roll(school) if child.class_name == KESTREL
    }
    assert names == {(row["forename"], row["surname"]) for row in kestrel_pupils()}
    assert len(names) == 30
    assert ("Cường", "Tran-Ellery") in names
    years = {child.year for child in on_roll(school) if child.class_name == KESTREL}
    assert years == {4}


def test_there_are_fourteen_classes_two_a_year_and_none_above_thirty_pupils(school):
    plan = class_plan(412)
    assert Counter(place.year for place in plan) == dict.fromkeys(range(7), 2)
    sizes = Counter(child.class_name for child in on_roll(school))
    assert len(sizes) == 14
    assert max(sizes.values()) <= 30


def test_any_size_divides_into_classes_that_a_school_could_run():
    for pupils in range(30, 2001):
        sizes: Counter[str] = Counter()
        for place in class_plan(pupils):
            sizes[place.class_name] += place.pupils
        assert sum(sizes.values()) == pupils
        assert 11 <= min(sizes.values()) <= max(sizes.values()) <= 32, pupils
        assert any(place.class_name == KESTREL and place.year == 4 for place in class_plan(pupils))


@pytest.mark.parametrize("pupils", [0, 29, 2001])
def test_a_size_out_of_range_is_refused_in_words(pupils):
    with pytest.raises(SizeOutOfRange, match="30 to 2000"):
        draw_demo_school(pupils=pupils, seed=1, today=MONDAY)


def test_pupil_numbers_are_valid_and_nobody_shares_one(any_school):
    school, _ = any_school
    numbers = [child.upn for family in school.families for child in family.children]
    assert all(upn.is_valid(number) for number in numbers)
    assert len(numbers) == len(set(numbers))


def test_a_third_of_the_pupils_have_a_brother_or_sister_here(school):
    siblings = [family for family in school.families if len(family.children) > 1]
    assert 0.3 < sum(len(family.children) for family in siblings) / 412 < 0.65
    assert max(len(family.children) for family in siblings) == 3
    for family in siblings:
        births = sorted({child.born for child in family.children})
        gaps = [(after - before).days for before, after in pairwise(births)]
        assert all(gap >= 300 for gap in gaps)


def test_the_family_of_the_mock_up_is_there(school):
    family = next(one for one in school.families if one.surname == "Reid-Moss")
    assert {(child.forename, child.class_name) for child in family.children} == {
        ("Shanelle", "Kestrel"),
        ("Tyrell", "Osprey"),
        ("Kiara", "Wren"),
    }
    assert [(one.forename, one.mobile or one.phone) for one in family.contacts] == [
        ("Donna", "07700 900417"),
        ("Carl", "07700 900862"),
        ("Yvette", "01632 960114"),
    ]
    shanelle = next(child for child in family.children if child.forename == "Shanelle")
    assert {"child_protection", "social_worker", "fsm"} <= shanelle.flags


def test_numbers_are_from_the_ranges_kept_for_drama_and_addresses_from_no_real_place(folder):
    with (folder / "parents.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        assert re.fullmatch(r"07700 900\d{3}|", row["mobile"])
        assert re.fullmatch(r"01632 960\d{3}|", row["phone"])
        assert re.fullmatch(r"KB\d \d[A-Z]{2}", row["postcode"])
        assert re.fullmatch(r"[a-z-]+\.[a-z-]+@post\.example|", row["email"])
        assert row["mobile"] or row["phone"]


def test_contacts_who_are_different_people_share_neither_name_and_mobile_nor_name_and_address(
    school,
):
    homes: dict[tuple[str, ...], int] = {}
    for family in school.families:
        for contact in family.contacts:
            who = (contact.title, contact.forename, contact.surname)
            for key in ((*who, contact.mobile), (*who, *contact.address)):
                if key[-1]:
                    assert homes.setdefault(key, family.number) == family.number


def test_circumstances_have_their_usual_shares(school):
    children = on_roll(school)
    share = {
        flag: sum(flag in child.flags for child in children) / len(children)
        for flag in (
            "fsm",
            "eal",
            "looked_after",
            "child_protection",
            "young_carer",
            "medical_need",
        )
    }
    assert 0.2 <= share["fsm"] <= 0.3
    assert 0.12 <= share["eal"] <= 0.35
    for flag in ("looked_after", "child_protection", "young_carer", "medical_need"):
        assert 1 <= share[flag] * len(children) <= 20
    needs = Counter(child.sen for child in children)
    assert 0.14 <= (needs["K"] + needs["E"]) / len(children) <= 0.2
    assert 0.015 <= needs["E"] / len(children) <= 0.05


def test_some_came_and_some_left_in_both_years(school):
    everybody = [child for family in school.families for child in family.children]
    left = [child for child in everybody if child.end]
    assert all(child.leaving_ground in set("abcdefghijklmno") for child in left)
    last, this = school.last_year, school.this_year
    assert 50 <= sum(child.end == last.days[-1] for child in left) <= 70
    assert any(last.days[0] < child.end < last.days[-1] for child in left)
    assert any(this.days[0] < child.end < school.day for child in left)
    assert any(last.days[0] < child.start < last.days[-1] for child in everybody)
    assert any(this.days[0] < child.start < school.day for child in everybody)


def test_one_pupil_goes_to_two_schools(school):
    dual = [pupil for pupil in school.this_marks if pupil.child.enrolment == "M"]
    assert len(dual) == 1
    assert dual[0].codes.count("D") > 100


def test_names_come_from_many_backgrounds_and_scripts_of_letters(school):
    backgrounds = Counter(child.background for child in on_roll(school))
    assert len(backgrounds) >= 12
    letters = set("".join(child.name for child in on_roll(school)))
    assert len([letter for letter in letters if not letter.isascii()]) >= 8


def test_every_role_has_somebody_and_every_class_a_teacher(school):
    roles = {role for person in school.staff for role in person.roles}
    assert roles == set(ROLES)
    taught = Counter(name for person in school.staff for name in person.classes)
    assert set(taught) == {child.class_name for child in on_roll(school)}
    assert set(taught.values()) == {1}
    okonjo = next(person for person in school.staff if KESTREL in person.classes)
    assert (okonjo.name, okonjo.title) == ("Chidinma Okonjo", "Miss")


def test_a_larger_school_has_more_teachers_with_addresses_of_their_own():
    school = draw_demo_school(pupils=2000, seed=1, today=MONDAY)
    addresses = [email_of(person) for person in school.staff]
    assert len(addresses) == len(set(addresses)) == 70 + 11
    assert all(re.fullmatch(r"[a-z]\.[a-z-]+@quillbrook\.example", one) for one in addresses)


def test_there_is_an_account_to_try_for_every_role(school):
    accounts = demo_accounts()
    assert len(accounts) == len(ROLES)
    assert ("Class teacher", "Chidinma Okonjo", "c.okonjo@quillbrook.example") in accounts
    assert {email for *_, email in accounts} <= {email_of(person) for person in school.staff}
    assert len(DEMO_PASSWORD) >= 12


def test_a_small_school_keeps_the_people_of_every_role():
    school = draw_demo_school(pupils=30, seed=1, today=MONDAY)
    emails = {email_of(person) for person in school.staff}
    assert {email for *_, email in demo_accounts()} <= emails
    assert draw_staff([KESTREL], rng=None)[-1].classes == (KESTREL,)
