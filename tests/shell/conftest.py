"""Give each test a school on a Monday morning, and the time of it."""

import pytest
from django.core.cache import cache

from attendance_site.tick import LAST_TICK
from tests.factories.people import ClassMembershipFactory, SchoolClassFactory
from tests.factories.schools import SchoolFactory, SchoolSettingsFactory, SessionFactory
from tests.shell.mornings import MONDAY, at
from toolkit import clock


@pytest.fixture
def set_now(db, monkeypatch):
    """Set the school's time; it is 9:41, and what earlier tests did is not remembered."""
    cache.delete(LAST_TICK)

    def set_to(clock_time, day=MONDAY):
        monkeypatch.setattr(clock, "now", lambda: at(clock_time, day))

    set_to("9:41")
    yield set_to
    cache.delete(LAST_TICK)


@pytest.fixture
def school(set_now):
    """A school with two classes on a Monday, of which Merlin has two pupils and Wren one."""
    school = SchoolFactory()
    SchoolSettingsFactory(school=school)
    for half in ("AM", "PM"):
        SessionFactory(school=school, day=MONDAY, half=half)
    merlin = SchoolClassFactory(school=school, name="Merlin")
    ClassMembershipFactory(school_class=merlin, year_group="6")
    ClassMembershipFactory(school_class=merlin, year_group="6")
    wren = SchoolClassFactory(school=school, name="Wren")
    ClassMembershipFactory(school_class=wren, year_group="R")
    return school
