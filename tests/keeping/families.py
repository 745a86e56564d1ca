"""Make a pupil in each of whose facts somebody else is named, and open the file of them."""

import csv
import zipfile
from datetime import UTC, date, datetime
from io import BytesIO, StringIO

from attendance_site.documents.give_all_data import give_all_data
from audit.actions.note_look import note_look
from schools.changes import note_changes
from schools.models import Pupil, User
from tests.factories.flags import PupilFlagFactory
from tests.factories.mornings import (
    ArrivalFactory,
    DepartureFactory,
    FireTickFactory,
    MessagePupilFactory,
)
from tests.factories.people import (
    ClassMembershipFactory,
    ParentFactory,
    PupilFactory,
    PupilParentFactory,
    SchoolClassFactory,
    UserFactory,
)
from tests.factories.registers import MarkFactory, PlanFactory, RegisterFactory
from tests.factories.roll import (
    RemovalFactory,
    RemovalTellingFactory,
    SuspensionFactory,
    TimetableFactory,
    TimetableReviewFactory,
)
from tests.factories.schools import SchoolFactory

NOW = datetime(2026, 11, 12, 10, 30, tzinfo=UTC)
STRANGERS = (
    "Zelda", "Quimby", "Okonjo", "Ptolemy", "Grizelda", "Wexcombe", "Larch Row", "07700 900471",
    "07700900471", "01632 960333", "zq@mail.example", "SW1A 1AA", "Hortensia", "Blackthorne",
)  # fmt: skip
GOSSIP = (
    "Mrs Quimby (Zelda) of 9 Larch Row SW1A 1AA rang 07700 900471 about Ptolemy; "
    "Miss Okonjo and Hortensia Blackthorne know, zq@mail.example"
)


def make_family() -> Pupil:
    """A pupil with one fact of each kind, in each of which somebody else is named."""
    school = SchoolFactory(headteacher="Mx Grizelda Wexcombe")
    own_class = SchoolClassFactory(school=school, name="Merlin")
    pupil = ClassMembershipFactory(school_class=own_class).pupil
    pupil.legal_forename, pupil.legal_surname, pupil.postcode = "Robin", "Barley", "ME17 1AA"
    pupil.save()
    staff = UserFactory(
        school=school, forename="Ada", surname="Okonjo", role="office", job_title="Secretary"
    )
    mother = ParentFactory(
        school=school, title="Mrs", forename="Zelda", surname="Quimby", mobile="07700 900471",
        mobile_number="+447700900471", email="zq@mail.example", address1="9 Larch Row",
        postcode="SW1A 1AA",
    )  # fmt: skip
    PupilParentFactory(pupil=pupil, parent=mother, relationship="Mother", note=GOSSIP)
    brother = PupilFactory(school=school, legal_forename="Ptolemy", legal_surname="Quimby")
    PupilParentFactory(pupil=brother, parent=mother)
    PupilFlagFactory(
        pupil=pupil, kind="social_worker", worker_name="Hortensia Blackthorne",
        worker_phone="01632 960333", worker_email="hb@mail.example", note=GOSSIP,
    )  # fmt: skip
    register = RegisterFactory(school=school, school_class=own_class, submitted_by=staff)
    MarkFactory(
        register=register, pupil=pupil, code="I", amendment=True, reason=GOSSIP, comment=GOSSIP,
        entered_by=staff, entered_title="Secretary to Miss Okonjo",
    )  # fmt: skip
    MarkFactory(register=register, pupil=brother)
    PlanFactory(pupil=pupil, note=GOSSIP, recorded_by=staff)
    agreed = TimetableFactory(
        pupil=pupil, agreed_with=mother, reason=GOSSIP, hours=GOSSIP, recorded_by=staff
    )
    TimetableReviewFactory(
        timetable=agreed, held_on=date(2025, 10, 3), outcome=GOSSIP, recorded_by=staff
    )
    SuspensionFactory(
        pupil=pupil, notice_days=GOSSIP, provision_place="At Zelda Quimby's", recorded_by=staff
    )
    removal = RemovalFactory(
        enrolment=pupil.enrolments.get(), last_day=date(2026, 7, 20), evidence=GOSSIP,
        consultation=GOSSIP,
        conditions=[{"condition": GOSSIP, "met": GOSSIP}], decided_by=staff,
    )  # fmt: skip
    RemovalTellingFactory(removal=removal, words=GOSSIP, told_by=staff)
    ArrivalFactory(pupil=pupil, why=GOSSIP[:120], brought_by="Zelda Quimby", recorded_by=staff)
    DepartureFactory(pupil=pupil, why="With Ptolemy", with_whom="Mrs Quimby", recorded_by=staff)
    told = MessagePupilFactory(pupil=pupil).message
    told.from_whom, told.words, told.confirmed_with = "Mrs Quimby", GOSSIP, "Zelda"
    told.save()
    FireTickFactory(pupil=pupil)
    known = {"school_id": school.pk, "by": staff, "at": NOW}
    note_changes(
        **known, pupil=pupil, before={"legal_surname": "Oatley"}, after={"legal_surname": "Barley"}
    )
    note_changes(**known, pupil=pupil, parent=mother, before={"note": ""}, after={"note": GOSSIP})
    note_changes(
        **known, parent=mother, before={"mobile": "01632 960333"}, after={"mobile": "07700 900471"}
    )
    note_look(by=staff, school_id=school.pk, subject=pupil, what={"contacts"}, at=NOW)
    return pupil


def opened(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as folder:
        return {name: folder.read(name) for name in folder.namelist()}


def given(family: Pupil, head: User) -> dict[str, bytes]:
    return opened(give_all_data(pupil=family, by=head, reason="Mrs Quimby, by letter", at=NOW))


def rows(files: dict[str, bytes], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(files[f"{name}.csv"].decode(), newline="")))
