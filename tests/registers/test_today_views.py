"""What the list of registers shows, and where a teacher lands."""

from datetime import date

import pytest
from django.urls import reverse

from tests.factories.people import ClassTeacherFactory
from tests.registers.classroom import Classroom
from tests.registers.screen import Screen, screen

__all__ = ["screen"]


def test_the_list_shows_each_register_and_where_it_stands(screen: Screen) -> None:
    screen.classroom.take()
    screen.set_now("13:35")
    text = screen.client.get(reverse("registers:today")).content.decode()
    assert "Taken" in text
    assert "Open</span>" in text
    assert "3 not marked" in text
    screen.set_now("13:50")
    assert "1 missing" in screen.client.get(reverse("registers:today")).content.decode()


def test_the_list_of_an_earlier_day_can_be_asked_for(screen: Screen) -> None:
    today = reverse("registers:today")
    screen.set_now("8:55", day=date(2026, 11, 13))
    assert "Thursday 12 November" in screen.client.get(f"{today}?day=2026-11-12").content.decode()
    wrong = screen.client.get(f"{today}?day=yesterday")
    assert wrong.status_code == 422
    assert "Enter a day" in wrong.content.decode()


def test_the_list_says_when_there_is_nothing(screen: Screen) -> None:
    answer = screen.client.get(reverse("registers:today") + "?day=2026-11-14")
    assert "no session on this day" in answer.content.decode()


@pytest.mark.parametrize("classes", [1, 6])
def test_the_list_takes_fifteen_queries_whatever_the_number_of_classes(
    screen: Screen, django_assert_max_num_queries, classes: int
) -> None:
    for _ in range(classes):
        Classroom(school=screen.classroom.school)
    screen.sign_in(screen.classroom.person("office"))
    with django_assert_max_num_queries(15):
        assert screen.client.get(reverse("registers:today")).status_code == 200


def test_a_teacher_lands_on_the_open_register_of_their_only_class(screen: Screen) -> None:
    mine = reverse("registers:mine")
    assert screen.client.get(mine).url == screen.address()
    screen.set_now("8:40")
    assert screen.client.get(mine).url == reverse("registers:today")
    screen.set_now("8:55")
    screen.classroom.take()
    assert screen.client.get(mine).url == reverse("registers:today")


def test_a_teacher_of_two_classes_lands_on_the_list(screen: Screen) -> None:
    other = Classroom(school=screen.classroom.school)
    ClassTeacherFactory(school_class=other.school_class, user=screen.classroom.teacher)
    assert screen.client.get(reverse("registers:mine")).url == reverse("registers:today")
