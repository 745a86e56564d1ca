"""Some grounds are decided by what the registers and the records say."""

from datetime import date, timedelta

import pytest

from registers.models import Removal
from registers.roll_refusals import NotInOrder
from schools.models import Enrolment, PupilFlag, Session
from tests.registers.classroom import THURSDAY
from tests.roll.office import FRIDAY, weekdays


def refused(office, **facts):
    """The fields that are at fault; nothing is saved."""
    with pytest.raises(NotInOrder) as refusal:
        office.remove(**facts)
    assert not Removal.objects.exists()
    assert Enrolment.objects.get(pupil=office.pupil).end is None
    return [fault.field for fault in refusal.value.faults], str(refusal.value)


GROUND_I = {
    "ground": "i",
    "last_day": THURSDAY,
    "evidence": {"not_ill": "No word of illness.", "enquired": "Visits with the authority."},
    "consultation": "With the attendance service.",
    "consulted_on": THURSDAY,
}
TWENTY = weekdays(date(2026, 10, 15), THURSDAY - timedelta(days=1))


def test_ground_i_is_decided_from_the_registers(office):
    assert len(TWENTY) == 20
    office.mark_days(TWENTY[:10], "O")
    office.mark_days(TWENTY[10:], "NG")
    removal = office.remove(**GROUND_I)
    assert removal.conditions[0]["how"] == "records"
    assert removal.conditions[0]["evidence"].startswith("20 school days, from 15 October 2026")


@pytest.mark.parametrize("ground", ["h", "i"])
def test_on_a_ground_of_absence_the_name_goes_today_lest_the_pupil_come_back(office, ground):
    days = weekdays(date(2026, 9, 1), THURSDAY - timedelta(days=1))
    office.mark_days(days[:11], "C")
    office.mark_days(days[11:], "O")
    asked = GROUND_I | {"ground": ground}
    fields, why = refused(office, **asked | {"last_day": FRIDAY})
    assert fields == ["last_day"]
    assert f"On ground ({ground}) the last day is today." in why
    office.remove(**asked)


@pytest.mark.parametrize("code", ["I", "T", "U", "C", "/"])
def test_one_session_of_another_code_breaks_ground_i(office, code):
    office.mark_days(TWENTY[:4], "O")
    office.mark_days(TWENTY[4:5], f"O{code}")
    office.mark_days(TWENTY[5:], "O")
    fields, why = refused(office, **GROUND_I)
    assert fields == ["absent"]
    assert "Not borne out by the records" in why


def test_nineteen_days_are_not_enough(office):
    office.mark_days([TWENTY[0]], "/")
    office.mark_days(TWENTY[1:], "O")
    assert refused(office, **GROUND_I)[0] == ["absent"]


def test_a_register_that_was_not_taken_breaks_ground_i(office):
    office.mark_days([*TWENTY[:9], *TWENTY[10:]], "O")
    assert refused(office, **GROUND_I)[0] == ["absent"]


def test_a_day_on_which_the_school_was_closed_is_no_school_day_and_breaks_nothing(office):
    office.mark_days([*TWENTY[:9], *TWENTY[10:]], "O")
    Session.objects.filter(school=office.school, day=TWENTY[9]).update(closure="unplanned")
    assert refused(office, **GROUND_I)[0] == ["absent"]
    office.mark_days([TWENTY[0] - timedelta(days=1)], "O")
    office.remove(**GROUND_I)


def test_ground_h_is_a_long_leave_from_which_nobody_came_back(office):
    days = weekdays(date(2026, 10, 14), THURSDAY - timedelta(days=1))
    asked = GROUND_I | {"ground": "h"}
    office.mark_days(days[:11], "C")
    office.mark_days(days[11:20], "O")
    assert refused(office, **asked)[0] == ["not_back"]
    office.mark_days(days[20:], "O")
    office.remove(**asked)


def test_a_mobile_child_stays_while_this_is_the_main_school(office):
    PupilFlag.objects.create(
        school=office.school, pupil=office.pupil, kind="mobile_child", start=date(2026, 1, 1)
    )
    assert refused(office)[0] == ["not_main"]
    Enrolment.objects.filter(pupil=office.pupil).update(kind="S")
    office.remove()


def test_ground_l_is_not_for_a_primary_school(office):
    asked = {"ground": "l", "evidence": {"no_sixth_form": "Goes to college."}}
    assert refused(office, **asked)[0] == ["phase", "over_age"]


def test_permanent_exclusion_is_a_ground_once_it_is_recorded(office):
    asked = {
        "ground": "o",
        "evidence": {
            "not_reinstated": "Minutes of the governors of 2 November.",
            "no_review": "The parents wrote on 9 November that they do not apply.",
        },
    }
    assert refused(office, **asked)[0] == ["excluded"]
    office.suspend(kind="permanent", end=None)
    without = {"ground": "o", "evidence": {"not_reinstated": "Minutes of 2 November."}}
    fields, why = refused(office, **without)
    assert fields == ["no_review"]
    assert "No independent review is open" in why
    removal = office.remove(**asked)
    assert [one["how"] for one in removal.conditions] == ["records", "confirmed", "confirmed"]


def test_home_education_needs_the_authority_to_be_consulted_first(office):
    asked = {"ground": "f", "evidence": {"parent_wrote": "Letter of 9 November."}}
    fields, why = refused(office, **asked)
    assert fields == ["consulted_on"]
    assert "Consult the local authority first" in why
    assert refused(office, **asked, consulted_on=FRIDAY)[0] == ["consulted_on"]
    office.remove(**asked, consulted_on=THURSDAY)
