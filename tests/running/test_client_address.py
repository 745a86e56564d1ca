"""The lock-out counts the address that sent the request, not the one that it claims."""

from attendance_site.client_address import client_address

PROXY = ("HTTP_X_FORWARDED_PROTO", "https")


def test_behind_the_proxy_the_address_that_it_saw_counts(rf, settings):
    settings.SECURE_PROXY_SSL_HEADER = PROXY
    request = rf.get("/", headers={"X-Forwarded-For": "10.9.9.9, 198.51.100.7"})
    assert client_address(request) == "198.51.100.7"


def test_behind_the_proxy_a_request_without_the_header_has_its_own_address(rf, settings):
    settings.SECURE_PROXY_SSL_HEADER = PROXY
    assert client_address(rf.get("/", REMOTE_ADDR="198.51.100.8")) == "198.51.100.8"


def test_without_a_proxy_nobody_can_claim_an_address(rf, settings):
    settings.SECURE_PROXY_SSL_HEADER = None
    request = rf.get("/", REMOTE_ADDR="198.51.100.9", headers={"X-Forwarded-For": "203.0.113.1"})
    assert client_address(request) == "198.51.100.9"
