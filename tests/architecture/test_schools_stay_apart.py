"""Many schools share one database, so every row says whose it is and every key begins with that."""

import pytest
from django.apps import apps
from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models

from tests.architecture.files import PACKAGES

BELONGS_TO_NO_SCHOOL = {
    "schools.School": "it is the school",
    "toolkit.DemoClock": "the demo has one time",
}
MAY_HAVE_NO_SCHOOL = {
    "audit.Act": "acts on the whole installation",
}
UNIQUE_EVERYWHERE = {  # Beside primary keys.
    "schools.School.urn": "the country's number of a school",
    "schools.User.one_account_for_an_email": "a person signs in before any school is known",
}
OURS = [
    model
    for model in apps.get_models(include_auto_created=True)
    if model._meta.app_config.name in PACKAGES and not model._meta.proxy
]
OF_A_SCHOOL = [model for model in OURS if model._meta.label not in BELONGS_TO_NO_SCHOOL]


def label(model: type[models.Model]) -> str:
    return model._meta.label


def first_of(constraint: models.BaseConstraint | models.Index) -> str:
    """The first column of a constraint or index."""
    if isinstance(constraint, ExclusionConstraint):
        expression = constraint.expressions[0][0]
        return str(getattr(expression, "name", expression))
    if getattr(constraint, "fields", ()):
        return str(constraint.fields[0])
    expression = constraint.expressions[0]
    return str(getattr(expression, "name", expression))


@pytest.mark.parametrize("model", OF_A_SCHOOL, ids=label)
def test_a_row_says_whose_it_is(model):
    names = {field.name for field in model._meta.get_fields()}
    assert "school" in names, "give it a school, or say above why it has none"
    school = model._meta.get_field("school")
    assert school.related_model._meta.label == "schools.School"
    assert not school.null or label(model) in MAY_HAVE_NO_SCHOOL


@pytest.mark.parametrize("model", OF_A_SCHOOL, ids=label)
def test_what_is_unique_is_unique_within_a_school(model):
    for constraint in model._meta.constraints:
        if f"{label(model)}.{constraint.name}" in UNIQUE_EVERYWHERE:
            continue
        if isinstance(constraint, models.UniqueConstraint | ExclusionConstraint):
            assert first_of(constraint) in {"school", "school_id"}, constraint.name
    assert all(together[0] == "school" for together in model._meta.unique_together)


@pytest.mark.parametrize("model", OURS, ids=label)
def test_nothing_else_is_unique_by_itself(model):
    alone = {
        f"{label(model)}.{field.name}"
        for field in model._meta.local_fields
        if field.unique and not field.primary_key
    }
    assert alone <= set(UNIQUE_EVERYWHERE)


@pytest.mark.parametrize("model", OF_A_SCHOOL, ids=label)
def test_an_index_begins_with_the_school(model):
    for index in model._meta.indexes:
        assert first_of(index).lstrip("-") in {"school", "school_id"}, index.name
    by_itself = [
        field.name
        for field in model._meta.local_fields
        if field.db_index and not field.unique and not field.is_relation
    ]
    assert by_itself == []


def test_the_exceptions_are_real():
    labels = {label(model) for model in OURS}
    assert set(BELONGS_TO_NO_SCHOOL) | set(MAY_HAVE_NO_SCHOOL) <= labels
