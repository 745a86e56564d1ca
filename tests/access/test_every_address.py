"""Every address of the site is held against the table of roles, and none is forgotten."""

from functools import partial

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from schools.permissions import level
from schools.roles import NONE, ROLES
from tests.access.address import PUBLIC
from tests.access.addresses import ADDRESSES
from tests.access.world import NOW, make_world
from toolkit import clock

SHUT = {401, 403, 404, 405, 500}
GUARDED = [name for name, address in ADDRESSES.items() if address.capability != PUBLIC]
WITH_A_THING = [name for name in GUARDED if ADDRESSES[name].of]
OWN = {"own", "own_years", "own_session"}


def patterns(resolver=None, namespace=""):
    """The site's addresses, by the name with which templates write them."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from patterns(entry, inner)
        elif isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name or entry.pattern}", entry.callback


VIEWS = dict(patterns())


@pytest.fixture
def world(db, monkeypatch):
    monkeypatch.setattr(clock, "real_now", lambda: NOW)
    return make_world()


def levels(role, capability):
    """What the table grants the role for one capability or each of several; None is for all."""
    if capability is None:
        return {"all"}
    several = (capability,) if isinstance(capability, str) else capability
    return {level(role, one) for one in several}


ABLE = [  # Who may do somewhere what an address with a thing in it is for; others are shut out.
    (name, role)
    for name in WITH_A_THING
    for role in ROLES
    if levels(role, ADDRESSES[name].capability) != {NONE}
]


def ask(client, name, world, person=None):
    if person is not None:
        client.force_login(person)
    return prepared(client, name, world)()


def prepared(client, name, world):
    """The request of an address, with the thing in it made beforehand."""
    address = ADDRESSES[name]
    keywords = address.of(world) if address.of else {}
    body = address.body(world) if address.body else {}
    kind = {"content_type": "application/json"} if address.as_json else {}
    return partial(getattr(client, address.method), reverse(name, kwargs=keywords), body, **kind)


def is_sent_to_sign_in(answer):
    return answer.status_code == 302 and answer.url.startswith("/account/sign-in/?next=")


def is_let_in(answer):
    return answer.status_code not in SHUT and not is_sent_to_sign_in(answer)


def test_no_address_is_missing_from_the_table_and_none_is_gone():
    assert sorted(VIEWS) == sorted(ADDRESSES)


@pytest.mark.parametrize("name", ADDRESSES)
def test_an_address_guards_itself_with_the_capability_of_the_table(name):
    assert getattr(VIEWS[name], "capability", PUBLIC) == ADDRESSES[name].capability


@pytest.mark.parametrize("name", GUARDED)
def test_nobody_comes_in_without_signing_in(client, world, name):
    answer = ask(client, name, world)
    assert is_sent_to_sign_in(answer) or answer.status_code == 401  # 401: for a script.


@pytest.mark.parametrize("role", [None, *ROLES])
@pytest.mark.parametrize("name", [name for name in ADDRESSES if name not in GUARDED])
def test_a_public_address_answers_everybody(client, world, name, role):
    person = world.person(role) if role else None
    answer = ask(client, name, world, person)
    if ADDRESSES[name].status:
        assert answer.status_code == ADDRESSES[name].status
    else:
        assert answer.status_code in {200, 302, 503}  # 503: the health of a site without a worker.


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", GUARDED)
def test_a_role_opens_what_the_table_of_roles_says_and_nothing_else(client, world, name, role):
    capability = ADDRESSES[name].capability
    answer = ask(client, name, world, world.person(role))
    shut = {NONE, *OWN} if ADDRESSES[name].everywhere else {NONE}
    if capability is None or levels(role, capability) - shut:
        assert is_let_in(answer), answer.status_code
    else:
        assert answer.status_code == 403
        assert "It can be done by:" in answer.text


@pytest.mark.parametrize("role", ["office", "headteacher"])
@pytest.mark.parametrize("name", [name for name in GUARDED if ADDRESSES[name].method == "get"])
def test_no_page_takes_more_than_fifteen_queries(
    client, world, name, role, django_assert_max_num_queries
):
    client.force_login(world.person(role))
    client.get("/account/")  # Notes when the person was last seen, as happens once a minute.
    request = prepared(client, name, world)
    with django_assert_max_num_queries(15):
        request()


@pytest.mark.parametrize(("name", "role"), ABLE)
def test_another_schools_thing_is_not_found(client, world, name, role):
    answer = ask(client, name, world, world.person_of_another_school(role))
    assert answer.status_code == 404


@pytest.mark.parametrize(("name", "role"), ABLE)
def test_own_means_own(client, world, name, role):
    granted = levels(role, ADDRESSES[name].capability)
    answer = ask(client, name, world, world.person_of_elsewhere_in_school(role))
    if granted <= {NONE, *OWN}:
        assert answer.status_code in {403, 404}
    else:
        assert is_let_in(answer), answer.status_code


@pytest.mark.parametrize("name", GUARDED)
def test_somebody_without_a_role_opens_only_what_is_for_everybody(client, world, name):
    answer = ask(client, name, world, world.person(""))
    assert is_let_in(answer) == (ADDRESSES[name].capability is None)
