"""A loaded staff.csv gives nobody what the person who loads it could not give by hand."""

from datetime import timedelta

import pytest

from audit.models import Act
from schools.actions.assign_class import assign_class
from schools.actions.edit_person import edit_person
from schools.actions.end_class import end_class
from schools.actions.first_admin import first_admin
from schools.actions.set_leaving_day import set_leaving_day
from schools.actions.set_roles import set_roles
from schools.changes import ChangedMeanwhile
from schools.models import ClassTeacher, School, User
from schools.queries.staff_history import staff_history
from tests.factories.people import (
    PASSWORD,
    ClassTeacherFactory,
    SchoolClassFactory,
    UserFactory,
    hashed,
)
from tests.loading.folders import AT, URN, Folder

HEAD, TEACHER = f"head@{URN}.example", f"okonjo@{URN}.example"


@pytest.fixture
def folder(db, tmp_path):
    """A school that is loaded, with a headteacher who has chosen a password, and a clerk."""
    known = Folder(tmp_path / "school")
    known.load()
    User.objects.filter(email=HEAD).update(password=hashed(PASSWORD))
    clerk = UserFactory(
        school=School.objects.get(urn=URN), role="office", email=f"mary@{URN}.example"
    )
    known["staff"].append(row(clerk, "office"))
    return known


def row(person, roles):
    return {"email": person.email, "surname": person.surname, "roles": roles}


def clerk():
    return User.objects.get(email=f"mary@{URN}.example")


def roles_of(email):
    return User.objects.get(email=email).roles


def load(folder, by):
    return " ".join(folder.load(by=by).notices)


def test_the_office_raises_nobodys_roles_by_a_file_and_its_own_least_of_all(folder):
    folder["staff"][-1]["roles"] = "office;headteacher"
    folder["staff"][0]["roles"] = "class_teacher;admin"
    said = load(folder, clerk())
    assert (roles_of(clerk().email), roles_of(TEACHER)) == (["office"], ["class_teacher"])
    assert f"the roles of {TEACHER} stay as they are." in said


def test_somebody_new_in_a_file_of_the_office_has_no_role_yet(folder):
    folder["staff"].append(
        {"email": "second.mary@mail.example", "surname": "Lark", "roles": "headteacher"}
    )
    said = load(folder, clerk())
    assert roles_of("second.mary@mail.example") == []
    assert "were not given. Roles are given by a headteacher or an administrator." in said


def test_the_headteacher_loads_new_people_with_their_roles(folder):
    folder["staff"].append({"email": "new@mail.example", "surname": "Lark", "roles": "senco"})
    load(folder, User.objects.get(email=HEAD))
    assert roles_of("new@mail.example") == ["senco"]


def test_an_administrator_loads_no_second_headteacher(folder):
    admin = UserFactory(school=clerk().school, role="admin", typed=PASSWORD)
    folder["staff"].append({"email": "new@mail.example", "surname": "Lark", "roles": "headteacher"})
    folder["staff"].append(row(admin, "admin;headteacher"))
    load(folder, admin)
    assert roles_of("new@mail.example") == []
    assert roles_of(admin.email) == ["admin"]


def test_the_first_load_of_a_school_keeps_the_only_administrator(db, tmp_path):
    folder = Folder(tmp_path / "school")
    admin, _ = first_admin(
        email="mary@elm.example", urn=URN, school_name="Elm Row", also=["office"], at=AT
    )
    User.objects.filter(pk=admin.pk).update(password=hashed(PASSWORD))
    folder["staff"].append(row(User(email=admin.email, surname="Lark"), "office"))
    said = load(folder, User.objects.get(pk=admin.pk))
    assert roles_of(admin.email) == ["office", "admin"]
    assert "the roles of mary@elm.example stay as they are." in said
    assert roles_of(HEAD) == ["headteacher"]


def test_the_command_line_of_the_server_is_believed(folder):
    folder["staff"][-1]["roles"] = "office;admin"
    folder.load()
    assert roles_of(clerk().email) == ["office", "admin"]


def test_a_leavers_class_does_not_come_back_with_an_old_file(folder):
    head, teacher = User.objects.get(email=HEAD), User.objects.get(email=TEACHER)
    last = AT.date() + timedelta(days=3)
    set_leaving_day(by=head, person_id=teacher.pk, leaves_on=last, seen=1, at=AT)
    said = load(folder, head)
    assert f"{TEACHER} leaves, so their classes stay as they are." in said
    assert [one.end for one in ClassTeacher.objects.all()] == [last]


def test_cover_that_is_set_does_not_hinder_a_load(folder):
    teaching = ClassTeacher.objects.get()
    ClassTeacherFactory(
        school_class=teaching.school_class,
        user=clerk(),
        start=AT.date(),
        end=AT.date() + timedelta(days=1),
        is_cover=True,
    )
    folder["staff"][-1]["classes"] = teaching.school_class.name
    said = load(folder, User.objects.get(email=HEAD))
    assert f"the classes of {clerk().email} were changed here; that stands." in said
    assert ClassTeacher.objects.count() == 2


def by_hand(person, **facts):
    known = {"roles": person.roles, "year_groups": []} | facts
    return set_roles(
        by=User.objects.get(email=HEAD), person_id=person.pk, seen=person.version, at=AT, **known
    )


def test_an_old_file_does_not_undo_roles_given_by_hand(folder):
    teacher = by_hand(User.objects.get(email=TEACHER), roles=["senco"])
    by_hand(teacher, roles=["class_teacher", "senco"])
    said = load(folder, User.objects.get(email=HEAD))
    assert roles_of(TEACHER) == ["class_teacher", "senco"]
    assert "1 fact of the staff changed here by hand stand" in said


def test_a_file_that_says_something_new_changes_what_was_set_by_hand(folder):
    by_hand(User.objects.get(email=TEACHER), roles=["senco"])
    folder["staff"][0]["roles"] = "office"
    load(folder, User.objects.get(email=HEAD))
    assert roles_of(TEACHER) == ["office"]
    folder["staff"][0]["roles"] = "class_teacher"  # No longer an old file: another said office.
    load(folder, User.objects.get(email=HEAD))
    assert roles_of(TEACHER) == ["class_teacher"]


def test_a_name_changed_by_hand_stands_against_an_old_file(folder):
    teacher = User.objects.get(email=TEACHER)
    head = User.objects.get(email=HEAD)
    edit_person(by=head, person_id=teacher.pk, facts={"surname": "Adeyemi"}, seen=1, at=AT)
    load(folder, head)
    assert User.objects.get(email=TEACHER).surname == "Adeyemi"


def test_what_a_file_changed_stands_in_the_history_of_the_person(folder):
    folder["staff"][0] |= {"roles": "senco;class_teacher", "job_title": "SENCO"}
    load(folder, User.objects.get(email=HEAD))
    line, *_ = staff_history(person=User.objects.get(email=TEACHER))
    assert (line.what, line.by_name) == ("Changed by a loaded file", "Jo Penn")
    assert "Roles: Class teacher, now Class teacher, SENCO" in line.details
    assert Act.objects.filter(act="load_person").count() == 1


@pytest.mark.parametrize("news", [{"surname": "Adeyemi"}, {"roles": "senco;class_teacher"}])
def test_a_page_that_was_open_during_a_load_is_told(folder, news):
    head, teacher = User.objects.get(email=HEAD), User.objects.get(email=TEACHER)
    folder["staff"][0] |= news
    load(folder, head)
    with pytest.raises(ChangedMeanwhile):
        by_hand(teacher, roles=["office"])
    assert User.objects.get(email=HEAD).version == head.version  # Of whom the file says no news.


def test_loading_the_same_staff_twice_changes_nothing(folder):
    folder["staff"][0]["roles"] = "senco;class_teacher"
    load(folder, User.objects.get(email=HEAD))
    report = folder.load(by=User.objects.get(email=HEAD))
    assert report.changed["staff"] == 0
    assert Act.objects.filter(act="load_person").count() == 1


def test_a_class_given_by_hand_is_not_ended_by_an_old_file(folder):
    head, teacher = User.objects.get(email=HEAD), User.objects.get(email=TEACHER)
    kite = SchoolClassFactory(school=head.school, name="Kite")
    assign_class(by=head, person_id=teacher.pk, class_id=kite.pk, first=AT.date(), last=None, at=AT)
    said = load(folder, head)
    assert f"the classes of {TEACHER} were changed here; that stands." in said
    assert ClassTeacher.objects.filter(user=teacher, end=None).count() == 2


def test_a_class_ended_by_hand_does_not_come_back_with_an_old_file(folder):
    head, row = User.objects.get(email=HEAD), ClassTeacher.objects.get()
    yesterday = AT.date() - timedelta(days=1)
    end_class(
        by=head,
        person_id=row.user_id,
        teaching_id=row.pk,
        last=yesterday,
        seen_end=None,
        at=AT,
    )
    assert "that stands" in load(folder, head)
    assert [one.end for one in ClassTeacher.objects.all()] == [yesterday]


def test_a_class_that_a_file_gave_is_still_ended_by_a_newer_file(folder):
    head, row = User.objects.get(email=HEAD), ClassTeacher.objects.get()
    other = UserFactory(school=head.school, role="class_teacher", email=f"new@{URN}.example")
    ClassTeacherFactory(
        school_class=SchoolClassFactory(school=head.school, name="Wren"), user=other
    )
    folder["staff"].append(
        {"email": other.email, "surname": "New", "roles": "class_teacher"}
        | {"classes": row.school_class.name}
    )
    load(folder, head)
    ends = ClassTeacher.objects.filter(user=other).order_by("start")
    assert [one.end for one in ends] == [AT.date() - timedelta(days=1), None]
