"""Components say in words what they show, and refuse what they do not know."""

import pytest
from django.template import Context, Template
from django.template.loader import render_to_string

from rules.codes import CODES, UnknownCode


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_its_letter_its_look_and_its_words(code):
    text = render_to_string("components/code_tag.html", {"code": code, "size": "s"})
    row = CODES[code]
    assert f"code--{row.family}" in text
    assert "code--s" in text
    assert row.meaning.replace("'", "&#x27;") in text


def test_an_unmarked_pupil_has_a_dot_and_words():
    assert "Not marked yet" in render_to_string("components/code_tag.html", {"code": ""})


def test_an_unknown_code_is_refused():
    with pytest.raises(UnknownCode):
        render_to_string("components/code_tag.html", {"code": "Ø"})


def test_an_icon_is_drawn_and_not_spoken():
    text = Template('{% load icons %}{% icon "printer" %}').render(Context())
    assert text.startswith('<svg class="icon"')
    assert 'aria-hidden="true"' in text
    assert "<path" in text


def test_an_unknown_icon_is_refused():
    with pytest.raises(FileNotFoundError):
        Template('{% load icons %}{% icon "unicorn" %}').render(Context())
