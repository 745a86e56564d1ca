"""Setting up finds a Python, installs exactly the lock, and says what is missing."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.local_servers import ROOT

TOOLS = (
    *("sh", "dirname", "cmp", "cp", "rm", "mkdir", "find", "awk"),
    *("sort", "ldd", "id", "flock", "env", "touch", "chmod", "cat"),
)
STUB = """#!/bin/sh
# Stands in for Python: tells what it was asked, and makes what a virtual environment is.
printf '%s\\n' "$*" >> "$ASKED"
case "$*" in
  *version_info*2]*) echo python3.13-venv ;;
  *"import ensurepip"*) exit "${NO_VENV:-0}" ;;
  --version) echo Python 3.13.9 ;;
  *"-m venv .venv") mkdir -p .venv/bin .venv/lib; cp "$0" .venv/bin/python ;;
  -) printf '%s\\n' ${LACKS:-} ;;
  *"uv pip sync"*) exit "${NO_PACKAGES:-0}" ;;
esac
"""


class Checkout:
    """A checkout with a path with a space, on a machine that has a few tools and a Python."""

    def __init__(self, top: Path) -> None:
        self.top = top / "a checkout"
        self.tools = top / "tools"
        self.asked = top / "asked"
        for folder in (self.top, self.tools):
            folder.mkdir()
        shutil.copy(ROOT / "bootstrap.sh", self.top)
        (self.top / "requirements.lock").write_text("first==1\n")
        for tool in TOOLS:
            found = shutil.which(tool)
            if found:
                (self.tools / tool).symlink_to(found)

    def has_python(self) -> None:
        python = self.tools / "python3.13"
        python.write_text(STUB)
        python.chmod(0o755)

    def is_roots(self) -> None:
        (self.tools / "id").unlink()
        for name, does in (("id", "echo 0"), ("apt-get", 'printf "apt %s\\n" "$*" >> "$ASKED"')):
            (self.tools / name).write_text(f"#!/bin/sh\n{does}\n")
            (self.tools / name).chmod(0o755)

    def bootstrap(self, **environ: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            ["sh", str(self.top / "bootstrap.sh")],
            env={"PATH": str(self.tools), "HOME": "/nowhere", "ASKED": str(self.asked)} | environ,
            capture_output=True,
            text=True,
            check=False,
        )

    def questions(self) -> str:
        return self.asked.read_text() if self.asked.exists() else ""

    def installed(self) -> str:
        noted = self.top / ".venv" / "installed.lock"
        return noted.read_text() if noted.exists() else ""


@pytest.fixture
def checkout(tmp_path):
    return Checkout(tmp_path)


def test_without_a_python_it_says_which_is_needed(checkout):
    said = checkout.bootstrap()
    assert said.returncode == 1
    assert said.stderr.startswith("Rollbook needs Python 3.12 or newer, and none was found.")


def test_it_installs_the_lock_with_its_hashes(checkout):
    checkout.has_python()
    said = checkout.bootstrap()
    assert said.returncode == 0, said.stderr
    assert "uv pip sync --quiet --python .venv/bin/python --require-hashes requirements.lock" in (
        checkout.questions()
    )
    assert checkout.installed() == "first==1\n"


def test_when_nothing_has_changed_it_does_nothing(checkout):
    checkout.has_python()
    checkout.bootstrap()
    checkout.asked.unlink()
    said = checkout.bootstrap()
    assert (said.returncode, said.stdout, said.stderr) == (0, "", "")
    assert "pip" not in checkout.questions()


def test_a_changed_lock_is_installed_into_the_same_environment(checkout):
    checkout.has_python()
    checkout.bootstrap()
    checkout.asked.unlink()
    (checkout.top / "requirements.lock").write_text("second==2\n")
    assert checkout.bootstrap().returncode == 0
    assert "pip sync" in checkout.questions()
    assert "-m venv" not in checkout.questions()
    assert checkout.installed() == "second==2\n"


def test_what_could_not_be_installed_is_not_taken_for_installed(checkout):
    checkout.has_python()
    said = checkout.bootstrap(NO_PACKAGES="1")
    assert said.returncode == 1
    assert "is the package registry within reach?" in said.stderr
    assert checkout.installed() == ""
    assert checkout.bootstrap().returncode == 0


def test_debians_missing_package_is_named_in_the_line_to_run(checkout):
    checkout.has_python()
    said = checkout.bootstrap(NO_VENV="1")
    assert said.returncode == 1
    assert "sudo apt-get install --no-install-recommends python3.13-venv" in said.stderr


def test_root_has_the_missing_package_installed(checkout):
    checkout.has_python()
    checkout.is_roots()
    assert checkout.bootstrap(NO_VENV="1").returncode == 0
    assert "apt install -y -qq --no-install-recommends python3.13-venv" in checkout.questions()


LACKS = "libpango-1.0.so.0 libpangoft2-1.0.so.0 libharfbuzz-subset.so.0"


def test_root_has_the_libraries_for_pdfs_installed_each_package_once(checkout):
    checkout.has_python()
    checkout.is_roots()
    assert checkout.bootstrap(LACKS=LACKS).returncode == 0
    named = checkout.questions().split("--no-install-recommends ")[1].splitlines()[0]
    assert named.split() == ["libharfbuzz-subset0", "libpangoft2-1.0-0"]


def test_others_are_told_which_libraries_for_pdfs_to_install(checkout):
    checkout.has_python()
    checkout.is_roots()
    (checkout.tools / "id").write_text("#!/bin/sh\necho 1000\n")
    said = checkout.bootstrap(LACKS=LACKS)
    assert said.returncode == 1
    wanted = "sudo apt-get install --no-install-recommends libharfbuzz-subset0 libpangoft2-1.0-0"
    assert wanted in said.stderr
    assert checkout.installed() == ""


@pytest.mark.parametrize("script", ["demo", "test"])
def test_both_commands_set_up_first(script):
    lines = (ROOT / script).read_text().splitlines()
    sets_up = next(number for number, line in enumerate(lines) if line.startswith("sh "))
    uses = next(number for number, line in enumerate(lines) if ".venv/bin/python" in line)
    assert "bootstrap.sh" in lines[sets_up]
    assert sets_up < uses
    assert os.access(ROOT / script, os.X_OK)
