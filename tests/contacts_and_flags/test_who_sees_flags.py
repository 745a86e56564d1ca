"""Each flag is shown to those whose it is to see, and edited by those of them who edit people."""

from datetime import date

import pytest

from audit.models import Look
from schools.actions.change_flag import change_flag
from schools.actions.end_flag import end_flag
from schools.actions.remove_flag import remove_flag
from schools.actions.start_flag import start_flag
from schools.flags import kind_in, looked_at, state_in
from schools.permissions import NotPermitted
from schools.queries.flags_of import flags_of
from schools.words import fact_name
from tests.contacts_and_flags.family import AT, TODAY
from tests.factories.flags import PupilFlagFactory
from tests.factories.people import ClassTeacherFactory, PupilFactory, SchoolClassFactory


def started(family, kind, start=TODAY, by=None, **more):
    person = by or family.person("headteacher")
    return start_flag(pupil=family.ada, kind=kind, start=start, by=person, at=AT, **more)


def labels(family, person):
    return [flag.label for flag in flags_of(pupil=family.ada, by=person, on=TODAY)]


@pytest.mark.parametrize("kind", ["child_protection", "social_worker", "sen", "medical_need"])
def test_the_office_edits_no_kind_that_it_does_not_see(family, kind):
    value = "K" if kind == "sen" else ""
    with pytest.raises(NotPermitted):
        started(family, kind, by=family.office, value=value)
    flag = PupilFlagFactory(pupil=family.ada, kind=kind, value=value)
    for name in ("change_flag", "end_flag", "remove_flag"):
        assert family.get(name, family.ada.pk, flag.pk).status_code == 404
    known = {"flag": flag, "seen": 1, "by": family.office, "at": AT}
    with pytest.raises(NotPermitted):
        end_flag(**known, end=TODAY)
    with pytest.raises(NotPermitted):
        change_flag(**known, start=TODAY, end=None, texts={})
    with pytest.raises(NotPermitted):
        remove_flag(**known, reason="x")
    offered = family.get("start_flag", family.ada.pk).context["form"].fields["kind"].choices
    assert kind not in dict(offered)


def test_who_sees_but_may_not_edit_people_starts_nothing(family):
    with pytest.raises(NotPermitted):
        started(family, "child_protection", by=family.person("safeguarding_lead"))


@pytest.fixture
def flagged(family):
    for kind in ("child_protection", "medical_need", "fsm"):
        PupilFlagFactory(pupil=family.ada, kind=kind)
    PupilFlagFactory(pupil=family.ada, kind="sen", value="K")
    return family


ALL = ["SEN support (K)", "Free school meals", "Child protection plan", "Medical need"]


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        ("headteacher", ALL),
        ("attendance_lead", ALL),
        ("office", ["Vulnerable", "Free school meals"]),
        ("family_liaison", ["Vulnerable", "SEN support (K)", "Free school meals", "Medical need"]),
        ("senco", ["SEN support (K)", "Medical need"]),
        ("admin", ["Free school meals"]),
        ("class_teacher", []),
        ("governor", []),
    ],
)
def test_each_role_sees_the_flags_that_are_its_own(flagged, role, seen):
    assert labels(flagged, flagged.person(role)) == seen


def test_a_teacher_sees_medical_facts_of_the_own_class_only(flagged):
    teacher = flagged.person("class_teacher")
    ClassTeacherFactory(school_class=SchoolClassFactory(school=flagged.school), user=teacher)
    assert labels(flagged, teacher) == []
    own = flagged.person("class_teacher")
    ClassTeacherFactory(school_class=flagged.school_class, user=own)
    assert labels(flagged, own) == ["SEN support (K)", "Medical need"]


def test_a_year_lead_sees_medical_facts_of_the_own_years_only(flagged):
    assert labels(flagged, flagged.person("year_lead", year_groups=["4"])) == [
        "SEN support (K)",
        "Medical need",
    ]
    assert labels(flagged, flagged.person("year_lead", year_groups=["6"])) == []


def test_several_roles_add_up(flagged):
    both = flagged.person("office", roles=["office", "safeguarding_lead"])
    assert labels(flagged, both) == ALL


def test_somebody_of_another_school_sees_nothing(flagged):
    stranger = PupilFactory()
    head = flagged.person("headteacher")
    PupilFlagFactory(pupil=stranger)
    assert flags_of(pupil=stranger, by=head, on=TODAY) == []


def test_an_ended_safeguarding_flag_makes_nobody_vulnerable(family):
    PupilFlagFactory(
        pupil=family.ada, kind="child_in_need", start=date(2025, 3, 1), end=date(2025, 9, 7)
    )
    assert labels(family, family.office) == []


def test_flags_of_today_come_before_those_ahead_and_those_that_ended(family):
    PupilFlagFactory(pupil=family.ada, kind="eal", start=date(2025, 9, 9))
    PupilFlagFactory(pupil=family.ada, kind="young_carer", end=date(2025, 9, 7))
    PupilFlagFactory(pupil=family.ada, kind="fsm", start=TODAY)
    found = flags_of(pupil=family.ada, by=family.office, on=TODAY)
    assert [(one.kind, one.is_current, one.is_ahead) for one in found] == [
        ("fsm", True, False),
        ("eal", False, True),
        ("young_carer", False, False),
    ]


def test_who_looked_at_a_safeguarding_flag_is_noted(family):
    head = family.sign_in("headteacher")
    flag = PupilFlagFactory(pupil=family.ada, kind="child_protection")
    family.get("change_flag", family.ada.pk, flag.pk)
    look = Look.objects.get()
    assert (look.by, look.subject_id, look.what) == (head, family.ada.pk, "safeguarding")
    assert looked_at(["fsm", "sen", "youth_justice"]) == {"medical", "safeguarding"}


@pytest.mark.parametrize(
    ("fact", "kind"),
    [
        ("flag_sen", "sen"),
        ("flag_social_worker", "social_worker"),
        ("flag_social_worker_worker_name", "social_worker"),
        ("mobile", ""),
    ],
)
def test_a_line_of_the_history_tells_its_kind(fact, kind):
    assert kind_in(fact) == kind


@pytest.mark.parametrize(
    ("fact", "name"),
    [
        ("flag_fsm", "Free school meals"),
        ("flag_social_worker_worker_phone", "Has a social worker: worker phone"),
        ("ended_on", "No longer a contact from"),
    ],
)
def test_the_history_names_what_changed_in_words(fact, name):
    assert fact_name(fact) == name


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ("", "N"),
        ("From 1 September 2025", "Y"),
        ("K from 1 September 2025", "K"),
        ("From 1 September 2025 to 5 September 2025", "N"),
    ],
)
def test_days_in_words_tell_what_a_file_would_say(said, state):
    assert state_in(said) == state
