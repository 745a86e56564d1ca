"""Production does not start with a setting that is only safe elsewhere."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from attendance_site.production import unsafe

ROOT = Path(__file__).resolve().parent.parent.parent
SAFE = {
    "ENVIRONMENT": "production",
    "SECRET_KEY": "every-letter-here-is-made-up-0123456789-for-this-test",
    "SITE_ADDRESS": "https://register.school.example",
    "TLS_ENDS_AT": "proxy",
    "DATABASE_URL": "postgresql://rollbook_app:word@database/rollbook",
    "REDIS_URL": "redis://valkey:6379/0",
    "MAIL_URL": "smtp://mail.example",
    "MAIL_FROM": "register@school.example",
}
UNSAFE = [
    ("DEBUG", "true"),
    ("DEMO_CLOCK", "true"),
    ("SECRET_KEY", ""),
    ("SECRET_KEY", "short"),
    ("SITE_ADDRESS", ""),
    ("SITE_ADDRESS", "http://register.school.example"),
    ("TLS_ENDS_AT", ""),
    ("ALLOWED_HOSTS", "*"),
    ("LOG_FORMAT", "plain"),
    ("DATABASE_URL", ""),
    ("REDIS_URL", ""),
    ("MAIL_URL", ""),
    ("MAIL_FROM", ""),
]


def python(code: str, environ: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    """Run code in a process that knows these variables alone."""
    return subprocess.run(
        [sys.executable, "-c", code],
        env={"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "attendance_site.settings"}
        | environ,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_complete_environment_is_safe():
    assert unsafe(SAFE) == []


@pytest.mark.parametrize(("name", "value"), UNSAFE)
def test_each_unsafe_setting_is_named(name, value):
    faults = unsafe(SAFE | {name: value})
    assert len(faults) == 1
    assert faults[0].startswith(name)


def test_a_web_process_that_ends_tls_needs_its_certificate_and_key():
    faults = unsafe(SAFE | {"TLS_ENDS_AT": "web"})
    assert [fault.split()[0] for fault in faults] == ["TLS_CERTIFICATE", "TLS_KEY"]


@pytest.mark.parametrize("start", ["attendance_site.wsgi", "attendance_site.celery"])
def test_neither_web_nor_worker_starts_with_the_demo_clock(start):
    code = f"import {start}; import django; django.setup()"
    refused = python(code, SAFE | {"DEMO_CLOCK": "true"})
    assert refused.returncode != 0
    assert "DEMO_CLOCK lets anybody change the time of a legal record" in refused.stderr


def test_production_is_what_runs_when_nothing_is_said():
    refused = python("import django; django.setup()", {})
    assert refused.returncode != 0
    assert "SECRET_KEY must be set" in refused.stderr


def test_production_sends_everything_encrypted_and_only_so():
    said = python(
        "from django.conf import settings as s; print([getattr(s, n) for n in ("
        "'SESSION_COOKIE_SECURE', 'CSRF_COOKIE_SECURE', 'SECURE_SSL_REDIRECT',"
        "'SESSION_COOKIE_HTTPONLY', 'CSRF_COOKIE_HTTPONLY')], s.SECURE_HSTS_SECONDS,"
        "s.SECURE_PROXY_SSL_HEADER, s.ALLOWED_HOSTS, s.CSRF_TRUSTED_ORIGINS, s.DEMO_CLOCK)",
        SAFE,
    )
    assert said.stdout.strip() == (
        "[True, True, True, True, True] 31536000 ('HTTP_X_FORWARDED_PROTO', 'https') "
        "['register.school.example'] ['https://register.school.example'] False"
    )


def test_django_itself_finds_nothing_to_mend_in_production():
    code = "import django; django.setup(); from django.core.management import call_command as c\n"
    checked = python(code + "c('check', deploy=True, fail_level='WARNING')", SAFE)
    assert checked.returncode == 0, checked.stderr
