"""Tracked files speak of the product alone, and name no registry and no machine."""

import re
import subprocess
import tomllib

import pytest

from tests.architecture.files import PACKAGES, ROOT, name, tracked

REGISTRIES = re.compile(  # In pieces, so that this file does not name them either.
    "|".join(
        [
            "py" + r"pi\.org",
            "python" + r"hosted\.org",
            "registry" + r"\.npmjs",
            "deb" + r"\.debian\.org",
        ]
    )
)
MACHINES = re.compile(r"(?<![\w.])/(root|work|opt/" + r"py" + r"pi)/")


@pytest.mark.parametrize("path", tracked(), ids=name)
def test_a_file_names_no_registry_and_no_machine(path):
    text = path.read_text(encoding="utf-8", errors="replace")
    assert not REGISTRIES.search(text)
    assert not MACHINES.search(text)


def test_the_lock_is_the_one_that_bootstrap_installs():
    names = {name(path) for path in tracked()}
    assert "requirements.lock" in names
    assert "uv.lock" not in names


def test_every_package_stands_in_the_import_contract():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    assert set(settings["root_packages"]) == set(PACKAGES)
    layers = settings["contracts"][0]["layers"]
    assert [one for layer in layers for one in layer.split(" | ")] == list(PACKAGES)
    there = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "bench"}
    assert there == set(PACKAGES)


@pytest.mark.parametrize("script", ["bootstrap.sh", "demo", "test", ".ci/run"])
def test_a_script_can_be_run(script):
    assert (ROOT / script).stat().st_mode & 0o111
    shell = "bash" if script == ".ci/run" else "sh"
    assert subprocess.run([shell, "-n", ROOT / script], check=False).returncode == 0
