"""Settings come from the environment, or the program does not start."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from attendance_site import addresses, environment, mail_address


def test_a_variable_without_a_usual_value_must_be_set(monkeypatch):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY"):
        environment.text("SECRET_KEY")


def test_an_empty_variable_is_as_good_as_none(monkeypatch):
    monkeypatch.setenv("SITE_ADDRESS", "")
    assert environment.text("SITE_ADDRESS", "http://here") == "http://here"


@pytest.mark.parametrize("slip", ["True", "1", "yes", "flase"])
def test_a_misspelt_flag_cannot_switch_a_safeguard_off(monkeypatch, slip):
    monkeypatch.setenv("DEBUG", slip)
    with pytest.raises(ImproperlyConfigured, match="DEBUG"):
        environment.flag("DEBUG")


@pytest.mark.parametrize(("said", "meant"), [("true", True), ("false", False)])
def test_a_flag_is_true_or_false(monkeypatch, said, meant):
    monkeypatch.setenv("DEBUG", said)
    assert environment.flag("DEBUG") is meant


def test_a_number_must_be_one(monkeypatch):
    monkeypatch.setenv("WEB_PORT", "-1")
    with pytest.raises(ImproperlyConfigured, match="WEB_PORT"):
        environment.whole("WEB_PORT", 8050)


def test_names_are_split_at_commas(monkeypatch):
    monkeypatch.setenv("ALLOWED_HOSTS", "a.example, b.example,")
    assert environment.words("ALLOWED_HOSTS") == ["a.example", "b.example"]


def test_we_are_in_production_unless_something_else_is_said(monkeypatch):
    monkeypatch.delenv("ENVIRONMENT", raising=False)
    monkeypatch.delenv("PYTEST_VERSION", raising=False)
    assert environment.current() == "production"


@pytest.mark.parametrize(
    ("address", "broker", "cache"),
    [
        ("redis://valkey:6379/0", "redis://valkey:6379/0", "redis://valkey:6379/1"),
        ("rediss://:word@valkey/3", "rediss://:word@valkey/3", "rediss://:word@valkey/4"),
        (
            "unix:///a%20place/valkey",
            "redis+socket:///a place/valkey?virtual_host=0",
            "unix:///a%20place/valkey?db=1",
        ),
    ],
)
def test_emptying_the_cache_never_empties_the_queue(address, broker, cache):
    assert addresses.broker(address) == broker
    assert addresses.cache(address) == cache


def test_mail_goes_encrypted():
    starts_plain = mail_address.mailer("smtp://a%40b:p%3Aw@mail.example")["OPTIONS"]
    assert (starts_plain["port"], starts_plain["use_tls"]) == (587, True)
    assert (starts_plain["username"], starts_plain["password"]) == ("a@b", "p:w")
    encrypted = mail_address.mailer("smtps://mail.example")["OPTIONS"]
    assert (encrypted["port"], encrypted["use_ssl"]) == (465, True)


def test_an_address_that_is_no_mail_server_is_refused():
    with pytest.raises(ImproperlyConfigured, match="MAIL_URL"):
        mail_address.mailer("http://mail.example")
