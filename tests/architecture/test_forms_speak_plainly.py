"""Every form answers a text that is too long with a sentence of the house, and not of Django."""

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from django import forms

import attendance_site
import registers
import schools
from toolkit.plain_form import PlainForm


def modules() -> Iterator[str]:
    for package in (schools, registers, attendance_site):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if (
                ".migrations" not in module.name and "form" in module.name
            ) or ".views" in module.name:
                yield module.name


@pytest.mark.parametrize("name", sorted(modules()))
def test_every_form_begins_with_the_plain_form(name: str) -> None:
    found = vars(importlib.import_module(name)).values()
    of_ours = {one for one in found if isinstance(one, type) and issubclass(one, forms.Form)}
    bare = {one.__name__ for one in of_ours - {forms.Form} if not issubclass(one, PlainForm)}
    assert bare == set()


class Sample(PlainForm):
    name = forms.CharField(max_length=60)
    why = forms.CharField(label="Why was it a mistake?", max_length=3)
    short = forms.CharField(label="Note", max_length=4)


def test_a_text_that_is_too_long_is_told_how_long_it_may_be() -> None:
    form = Sample({"name": "x" * 61, "why": "four", "short": "four"})
    assert form.errors == {
        "name": ["Name is too long: at most 60 characters."],
        "why": ["The answer is too long: at most 3 characters."],
    }
