"""A Monday morning, and what people are shown of it."""

from datetime import date, time

from schools.models import SchoolClass
from tests.factories.registers import RegisterFactory
from toolkit import clock

MONDAY = date(2025, 9, 8)


def at(clock_time, day=MONDAY):
    hour, minute = clock_time.split(":")
    return clock.at_school(day, time(int(hour), int(minute)))


def take(school, name, half="AM", **facts):
    school_class = SchoolClass.objects.get(school=school, name=name)
    return RegisterFactory(school_class=school_class, day=MONDAY, half=half, **facts)


def today_of(client, person):
    client.force_login(person)
    answer = client.get("/today/")
    assert answer.status_code == 200
    return answer.text
