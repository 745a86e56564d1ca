"""The benchmark of a morning runs, and would notice a mark that was lost or doubled."""

import os
import subprocess
import sys
import uuid
from datetime import UTC, datetime

from django.conf import settings

from audit.models import Act
from bench.morning_check import faults
from bench.morning_clients import Accepted, taps
from bench.morning_schools import Room, make_schools
from registers.actions.save_marks import save_marks
from registers.actions.submit_register import submit_register
from registers.changes import Change
from registers.models import Mark
from schools.models import SchoolClass, User
from tests.support.databases import ROOT

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
SMALL = ["--classes=2", "--pupils=3", "--rounds=1", "--county", "2", "2", "--clients=2"]


def test_a_morning_of_two_classes_and_three_pupils_ends_without_a_fault(servers):
    ran = subprocess.run(
        [sys.executable, "-m", "bench.morning", *SMALL],
        cwd=ROOT,
        env=os.environ | {"ENVIRONMENT": "test", "LOCAL_DIR": str(settings.LOCAL_DIR)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "16 marks were accepted, and each is there once; 8 registers are submitted" in ran.stdout


def test_what_was_accepted_and_is_there_once_is_no_fault(db):
    room, accepted = marked_room()
    assert faults([room], accepted, day=AT.date()) == []


def test_a_lost_mark_is_told(db):
    room, accepted = marked_room()
    lost = Accepted(room.class_id, room.here[0], "/", uuid.uuid4())
    told = " ".join(faults([room], [*accepted, lost], day=AT.date()))
    assert str(lost.client_id) in told
    assert "is missing" in told
    assert "audit trail" in told


def test_a_mark_that_nobody_was_told_of_is_a_fault(db):
    room, accepted = marked_room()
    told = " ".join(faults([room], accepted[1:], day=AT.date()))
    assert "was never confirmed, or is there twice" in told


def test_a_replaced_mark_and_a_pupil_without_one_are_told(db):
    room, accepted = marked_room()
    first = Mark.objects.get(client_id=accepted[0].client_id)
    Mark.objects.filter(pk=first.pk).update(closed_at=AT, closed_by=room.teacher_id)
    told = " ".join(faults([room], accepted, day=AT.date()))
    assert "1 marks were replaced" in told
    assert "2 of 3 pupils have a mark" in told


def test_a_register_that_is_not_submitted_is_told(db):
    room, accepted = marked_room(submitted=False)
    assert "is not submitted by its teacher" in " ".join(faults([room], accepted, day=AT.date()))


def test_a_second_entry_for_one_submitting_is_told(db):
    room, accepted = marked_room()
    entry = Act.objects.get(act="submit_register", school_id=room.school_id)
    entry.pk = None
    entry.save()
    told = " ".join(faults([room], accepted, day=AT.date()))
    assert "has not one entry for its submitting" in told


def test_every_pupil_of_a_class_is_tapped_once_and_in_order():
    room = Room(1, 2, 3, "", tuple(range(30)), away=30)
    sent = list(taps(room))
    assert [pupil for _, group in sent for pupil in group] == list(range(30))
    assert max(len(group) for _, group in sent) > 1
    assert [at for at, _ in sent] == sorted(at for at, _ in sent)
    assert sent == list(taps(room))


def marked_room(*, submitted: bool = True) -> tuple[Room, list[Accepted]]:
    """A class of three, one of them ill, marked in one request; and what that answered."""
    [[room]] = make_schools([1], pupils=3, day=AT.date())
    teacher = User.objects.get(pk=room.teacher_id)
    session = {
        "by": teacher,
        "school_class": SchoolClass.objects.get(pk=room.class_id),
        "day": AT.date(),
        "half": "AM",
        "at": AT,
    }
    changes = [Change(pupil, "/", client_id=uuid.uuid4(), seen_version=0) for pupil in room.here]
    saved = save_marks(**session, changes=changes)
    if submitted:
        submit_register(**session)
    return room, [
        Accepted(room.class_id, mark.pupil_id, mark.code, mark.client_id) for mark in saved.marks
    ]
