"""Every command works from a shell, whichever Python starts it, and says in words why it cannot."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import django
import pytest

from tests.support.local_servers import ROOT


def manage(
    *arguments: str, python: str = sys.executable, top: Path = ROOT, **environ: str
) -> "subprocess.CompletedProcess[str]":
    """Run manage.py as a person's shell would, with these variables and no other of ours."""
    return subprocess.run(
        [python, str(top / "manage.py"), *arguments],
        env={"PATH": os.environ["PATH"], "LOCAL_DATABASE_DURABLE": "false"} | environ,
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_python_without_our_packages_hands_over_to_one_that_has_them():
    bare = Path(sys.base_prefix) / "bin" / "python3"
    lacks = subprocess.run([bare, "-c", "import django"], capture_output=True, check=False)
    assert lacks.returncode == 1, "this Python was meant to have no packages"
    said = manage("version", python=str(bare))
    assert said.stdout.strip() == django.get_version(), said.stderr


def test_before_it_is_set_up_it_says_how(tmp_path):
    shutil.copy(ROOT / "manage.py", tmp_path)
    bare = Path(sys.base_prefix) / "bin" / "python3"
    said = manage("version", python=str(bare), top=tmp_path)
    assert said.returncode == 1
    assert said.stderr.startswith("Rollbook is not set up here. Run: sh bootstrap.sh")


def test_a_command_that_needs_tables_finds_them_and_leaves_no_server(local_dir):
    asked = "from toolkit.models import JobRun; print(JobRun.objects.count())"
    for _twice in range(2):
        said = manage("shell", "-v0", "-c", asked, LOCAL_DIR=str(local_dir))
        assert (said.stdout, said.stderr) == ("0\n", "")


def test_a_command_that_needs_no_database_starts_none(local_dir):
    said = manage("check", LOCAL_DIR=str(local_dir))
    assert said.returncode == 0, said.stderr
    assert not (local_dir / "postgresql" / "data").exists()


def test_migrations_are_made_up_for_after_they_were_taken_back(local_dir):
    asked = "from django.contrib.sessions.models import Session as S; print(S.objects.count())"
    manage("migrate", "sessions", "zero", LOCAL_DIR=str(local_dir))
    assert manage("shell", "-v0", "-c", asked, LOCAL_DIR=str(local_dir)).stdout == "0\n"


@pytest.mark.parametrize(
    ("environ", "sentence"),
    [
        ({"LOCAL_DIR": "/proc/nowhere"}, "The folder /proc/nowhere cannot be made"),
        ({"DEBUG": "maybe"}, 'DEBUG must be "true" or "false", not \'maybe\'.'),
        ({"ENVIRONMENT": "production"}, "Production does not start like this."),
        ({"ENVIRONMENT": "prod"}, "ENVIRONMENT must be one of production, demo, test, not 'prod'."),
        ({"DATABASE_URL": "postgresql://a@b/c"}, "Production does not start like this."),
    ],
)
def test_what_stands_in_the_way_is_one_clear_sentence(tmp_path, environ, sentence):
    said = manage("shell", **{"LOCAL_DIR": str(tmp_path), **environ})
    assert said.returncode == 1
    assert said.stderr.startswith(sentence)
    assert "Traceback" not in said.stderr
