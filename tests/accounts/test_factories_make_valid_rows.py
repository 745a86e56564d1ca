"""Every factory makes a row that the database accepts, alone and beside another."""

import pytest
from stdnum.gb import upn

from tests.factories import people, registers, schools

FACTORIES = [
    made
    for module in (schools, people, registers)
    for name, made in sorted(vars(module).items())
    if name.endswith("Factory") and made.__module__ == module.__name__
]


@pytest.mark.django_db
@pytest.mark.parametrize("factory", FACTORIES, ids=lambda factory: factory.__name__)
def test_a_factory_makes_one_row_and_then_another(factory):
    first, second = factory(), factory()
    assert first.pk != second.pk
    if hasattr(first, "school"):
        assert first.school_id is not None


def test_pupil_numbers_are_genuine_ones():
    assert upn.is_valid(people.upn_of(1))
    assert upn.is_valid(people.upn_of(987654))


@pytest.mark.django_db
def test_an_open_register_was_submitted_by_nobody():
    register = registers.RegisterFactory(submitted=False)
    assert (register.submitted_at, register.submitted_by) == (None, None)


@pytest.mark.django_db
def test_everything_about_a_mark_belongs_to_one_school():
    mark = registers.MarkFactory()
    owners = {mark.register.school_id, mark.pupil.school_id, mark.entered_by.school_id}
    assert owners == {mark.school_id}


@pytest.mark.django_db
def test_a_pupil_placed_in_a_class_is_of_its_school():
    placed = people.ClassMembershipFactory()
    assert placed.pupil.school_id == placed.school_class.school_id
    assert placed.enrolment.pupil_id == placed.pupil_id
