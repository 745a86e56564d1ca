"""A load that moves many pupils asks the database as often as one that moves few."""

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from schools.models import ClassMembership
from tests.loading.folders import Folder, pupil, upn_of

MONDAY = date(2025, 10, 13)


def school_of(path, pupils, urn):
    """A folder of a school that is loaded, with so many pupils besides two."""
    folder = Folder(path / urn, urn)
    folder["pupils"].extend(pupil(upn_of(number), f"Kit{number}") for number in pupils)
    folder.load()
    return folder


def asked(folder, **more):
    """How many queries a load takes."""
    with CaptureQueriesContext(connection) as queries:
        folder.load(**more)
    return len(queries)


def test_many_who_change_class_take_no_more_queries_than_few(db, tmp_path):
    counts = []
    for urn, pupils in (("990102", range(10, 12)), ("990103", range(10, 40))):
        folder = school_of(tmp_path, pupils, urn)
        for row in folder["pupils"][2:]:
            row["class"] = "Wren"
        counts.append(asked(folder, effective=MONDAY))
        moved = ClassMembership.objects.filter(
            school__urn=urn, school_class__name="Wren", start=MONDAY
        )
        assert moved.count() == len(pupils)
    assert counts[0] == counts[1]


def test_many_who_leave_before_their_class_begins_take_no_more_queries_than_few(db, tmp_path):
    counts = []
    for urn, pupils in (("990102", range(10, 12)), ("990103", range(10, 40))):
        folder = school_of(tmp_path, pupils, urn)
        for row in folder["pupils"][2:]:
            row["class"] = "Wren"
        folder.load(effective=MONDAY)
        for row in folder["pupils"][2:]:
            row |= {"end_date": "2025-10-03", "leaving_ground": "a"}
        counts.append(asked(folder))
        left = ClassMembership.objects.filter(school__urn=urn, end=date(2025, 10, 3))
        assert left.count() == len(pupils)
        assert not ClassMembership.objects.filter(school__urn=urn, start=MONDAY).exists()
    assert counts[0] == counts[1]
