"""A suspension: E for its sessions, and from the day of other education K, B or D offered."""

from datetime import date, timedelta

import pytest

from audit.models import Act
from registers.actions.change_suspension import change_suspension
from registers.actions.open_registers import open_registers
from registers.actions.withdraw_suspension import withdraw_suspension
from registers.changes import Change
from registers.models import Mark, Plan, Suspension
from registers.refusals import CodeNotPermitted
from registers.roll_refusals import NotInOrder
from registers.suspending import sixth_day
from schools.permissions import NotPermitted
from schools.roles import ROLES
from tests.registers.classroom import THURSDAY
from tests.roll.office import FRIDAY, MONDAY, TERM_ENDS, Office
from tests.roll.test_agreeing_part_time import ARRANGERS

TUESDAY = MONDAY + timedelta(days=1)
SIXTH = MONDAY + timedelta(days=4)  # Of a suspension that begins on Friday 13 November.
PROVIDED = {
    "end": TERM_ENDS,
    "provision_from": SIXTH,
    "provision_code": "B",
    "provision_place": "Alder Centre",
}


def expected(office, first=THURSDAY, days=8):
    """What the registers from a day on expect, one text for each school day."""
    found = []
    for day in (first + timedelta(days=n) for n in range(days)):
        if day.weekday() < 5:
            codes = [office.planned(day, half) or "-" for half in ("AM", "PM")]
            found.append("".join(codes))
    return " ".join(found)


def refused(office, **facts):
    with pytest.raises(NotInOrder) as refusal:
        office.suspend(**facts)
    assert not Suspension.objects.exists()
    assert not Plan.objects.exists()
    return [fault.field for fault in refusal.value.faults]


def test_the_next_registers_have_e_on_its_days(office):
    office.suspend()
    assert expected(office) == "-- EE EE -- -- --"
    at = office.at("8:50", day=FRIDAY)
    assert open_registers(school=office.school, day=FRIDAY, half="AM", at=at) == 1
    mark = Mark.objects.get()
    assert (mark.code, mark.entered_by, mark.source) == ("E", office.clerk, "plan")


@pytest.mark.parametrize(
    ("facts", "shown"),
    [
        ({"start_half": "PM"}, "-- -E EE -- -- --"),
        ({"end_half": "AM"}, "-- EE E- -- -- --"),
        ({"start_half": "PM", "end_half": "AM"}, "-- -E E- -- -- --"),
        ({"end": FRIDAY, "end_half": "AM"}, "-- E- -- -- -- --"),
        ({"end": FRIDAY, "start_half": "PM"}, "-- -E -- -- -- --"),
        ({"end": FRIDAY}, "-- EE -- -- -- --"),
    ],
)
def test_it_may_begin_and_end_with_half_a_day(office, facts, shown):
    office.suspend(**facts)
    assert expected(office) == shown


def test_from_the_day_of_other_education_its_code_is_offered_instead(office):
    office.suspend(**PROVIDED)
    assert expected(office, days=12) == "-- EE EE EE EE EE BB BB"
    row = office.row(SIXTH)
    assert (row.offered, row.known) == ("B", "")


def test_d_of_other_education_is_accepted_there_and_not_before(office):
    office.suspend(**PROVIDED | {"provision_code": "D"})
    office.save(Change(office.pupil.pk, "D"), day=SIXTH, at="9:00")
    assert Mark.objects.in_force().get(day=SIXTH).code == "D"
    with pytest.raises(CodeNotPermitted):
        office.save(Change(office.pupil.pk, "D"), by=office.clerk, day=MONDAY, at="9:00")


def test_the_sixth_day_counts_school_days(office):
    school_id = office.school.pk
    assert sixth_day(school_id=school_id, start=FRIDAY, end=TERM_ENDS) == SIXTH
    assert sixth_day(school_id=school_id, start=FRIDAY, end=SIXTH - timedelta(days=1)) is None
    assert sixth_day(school_id=school_id, start=FRIDAY, end=None) == SIXTH


def test_a_permanent_exclusion_goes_on_until_it_is_changed(office):
    exclusion = office.suspend(kind="permanent", end=None)
    assert office.planned(TERM_ENDS, "PM") == "E"
    change_suspension(
        by=office.clerk,
        suspension=exclusion,
        wanted=office.wanted_suspension(kind="permanent", end=MONDAY, notice_days="Back on 17th"),
        seen=exclusion.version,
        at=office.now,
    )
    assert office.planned(TUESDAY) == ""


def test_a_change_replaces_what_registers_expect_and_keeps_what_it_was(office):
    suspension = office.suspend()
    change_suspension(
        by=office.head,
        suspension=suspension,
        wanted=office.wanted_suspension(end=TUESDAY, notice_days="13, 16 and 17 November"),
        seen=suspension.version,
        at=office.now,
    )
    assert expected(office) == "-- EE EE EE -- --"
    suspension.refresh_from_db()
    assert suspension.notice_days == "13, 16 and 17 November"
    detail = Act.objects.get(act="change_suspension").detail
    assert (detail["before"]["end"], detail["after"]["end"]) == ("2026-11-16", "2026-11-17")


def test_taken_back_nothing_is_expected_and_marks_stay(office):
    suspension = office.suspend()
    at = office.at("8:50", day=FRIDAY)
    open_registers(school=office.school, day=FRIDAY, half="AM", at=at)
    withdraw_suspension(by=office.head, suspension=suspension, reason="An error", at=at)
    assert expected(office, first=MONDAY) == "-- -- -- -- -- --"
    assert Mark.objects.in_force().get().code == "E"
    suspension.refresh_from_db()
    assert (suspension.withdrawn_at, suspension.withdrawn_by) == (at, office.head)
    office.suspend()


def test_taking_back_needs_a_reason_and_happens_once(office):
    suspension = office.suspend()
    with pytest.raises(NotInOrder, match="Enter why"):
        withdraw_suspension(by=office.head, suspension=suspension, reason=" ", at=office.now)
    withdraw_suspension(by=office.head, suspension=suspension, reason="x", at=office.now)
    with pytest.raises(NotInOrder, match="already"):
        withdraw_suspension(by=office.head, suspension=suspension, reason="x", at=office.now)
    with pytest.raises(NotInOrder, match="taken back already"):
        change_suspension(
            by=office.head,
            suspension=suspension,
            wanted=office.wanted_suspension(),
            seen=suspension.version,
            at=office.now,
        )


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"kind": "banned"}, "kind"),
        ({"reason_kind": "XX"}, "reason_kind"),
        ({"start_half": "noon"}, "start_half"),
        ({"end": None}, "end"),
        ({"end": THURSDAY}, "end"),
        ({"end": FRIDAY, "start_half": "PM", "end_half": "AM"}, "end_half"),
        ({"start": date(2026, 11, 14), "end": date(2026, 11, 15)}, "start"),
        ({"notice_days": "  "}, "notice_days"),
        ({"notice_on": FRIDAY}, "notice_on"),
        ({"start": date(2025, 7, 1), "notice_on": date(2025, 6, 30)}, "start"),
        (PROVIDED | {"provision_code": ""}, "provision_code"),
        (PROVIDED | {"provision_code": "V"}, "provision_code"),
        (PROVIDED | {"provision_place": " "}, "provision_place"),
        (PROVIDED | {"provision_from": None}, "provision_from"),
        (PROVIDED | {"provision_from": THURSDAY}, "provision_from"),
        (PROVIDED | {"end": MONDAY}, "provision_from"),
        ({"provision_place": "Alder Centre"}, "provision_from"),
    ],
)
def test_what_is_missing_or_cannot_be_is_refused(office, facts, field):
    assert refused(office, **facts) == [field]


def test_two_do_not_overlap(office):
    office.suspend()
    with pytest.raises(NotInOrder, match="Change that one"):
        office.suspend(start=MONDAY, end=TUESDAY)
    assert Suspension.objects.count() == 1


@pytest.mark.parametrize("role", ROLES)
def test_those_who_report_to_the_authority_record_it(office, role):
    if role in ARRANGERS:
        assert office.suspend(by=office.person(role)).recorded_role == role
    else:
        with pytest.raises(NotPermitted):
            office.suspend(by=office.person(role))
        assert not Suspension.objects.exists()


def test_nobody_of_another_school_records_or_changes_it(office):
    stranger = Office().head
    with pytest.raises(NotPermitted):
        office.suspend(by=stranger)
    suspension = office.suspend()
    with pytest.raises(NotPermitted):
        withdraw_suspension(by=stranger, suspension=suspension, reason="x", at=office.now)
    with pytest.raises(NotPermitted):
        change_suspension(
            by=stranger,
            suspension=suspension,
            wanted=office.wanted_suspension(),
            seen=suspension.version,
            at=office.now,
        )
