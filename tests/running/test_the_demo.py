"""One command starts everything, and however it ends nothing is left running."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from attendance_site.local_servers.postgresql import PostgreSQL
from attendance_site.local_servers.sharing import Use
from tests.support.demo import Demo
from tests.support.live_site import free_port
from tests.support.local_servers import ROOT, eventually


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Demo]:
    demo = Demo(tmp_path / "local")
    yield demo
    demo.clear_away()


def test_everything_runs_and_stops_in_order(demo):
    demo.start()
    alive = dict.fromkeys(("web", "database", "broker", "worker", "tick"), "ok")
    assert eventually(lambda: demo.health() == alive), demo.health()
    assert listening_addresses(demo) == {"127.0.0.1"}

    busy = demo.command("demo", "--empty", "--port", str(demo.port))
    assert (busy.returncode, busy.stdout) == (1, "")
    assert f"Port {demo.port} is in use" in busy.stderr

    fresh = demo.command("demo", "--empty", "--fresh", "--port", str(free_port()))
    assert fresh.returncode == 1
    assert f"Another ./demo is running with the data in {demo.local_dir}" in fresh.stderr

    asked = "from django.db import connection as c; c.ensure_connection(); print(c.vendor)"
    beside = demo.command("shell", "--verbosity", "0", "--command", asked)
    assert beside.stdout == "postgresql\n", beside.stderr
    assert demo.health() == alive

    demo.stop()
    assert demo.said().rstrip().endswith("Everything is stopped.")
    assert demo.leaves_nothing(), demo.processes()


def test_it_stops_at_ctrl_c_even_where_the_shell_ignored_it(demo):
    demo.start()
    assert demo.process is not None
    demo.process.send_signal(signal.SIGINT)
    assert demo.process.wait(timeout=30) == 0
    assert demo.leaves_nothing(), demo.processes()


def test_its_data_stay_until_it_is_started_fresh(demo):
    note = "from toolkit.models import DemoClock as C; "
    now = "from toolkit import clock; n = clock.real_now(); "
    demo.start()
    left = [demo.local_dir / name / "a file" for name in ("mail", "uploads", "kept")]
    for path in left:
        path.parent.mkdir(exist_ok=True)
        path.write_text("of the school that is there")
    wrote = demo.command(
        "shell", "-v0", "-c", note + now + "C.objects.create(shown=n, real=n, seen=n)"
    )
    assert wrote.returncode == 0, wrote.stderr
    for options, kept in ([], "1"), (["--fresh"], "0"):
        demo.stop()
        demo.start(*options)
        assert [path.exists() for path in left] == [kept == "1"] * 3
        assert (
            demo.command("shell", "-v0", "-c", note + "print(C.objects.count())").stdout
            == f"{kept}\n"
        )
    demo.stop()


def test_fresh_waits_for_no_other_command(demo):
    with Use(PostgreSQL(demo.local_dir)):
        refused = demo.command("demo", "--empty", "--fresh", "--port", str(demo.port))
    assert refused.returncode == 1
    assert "let it end before --fresh" in refused.stderr


def test_when_it_is_killed_it_leaves_no_process_behind(demo):
    demo.start()
    assert demo.process is not None
    demo.process.kill()
    demo.process.wait()
    assert demo.leaves_nothing(), demo.processes()


@pytest.mark.parametrize(
    ("part", "words"), [("worker", "worker --concurrency"), ("postgresql", "keeper postgresql")]
)
def test_when_a_part_dies_it_says_which_and_stops_the_rest(demo, part, words):
    demo.start()
    assert demo.process is not None
    os.kill(demo.one_process(words), signal.SIGKILL)
    assert demo.process.wait(timeout=40) == 1
    assert f"{part} ended by itself" in demo.said()
    assert demo.leaves_nothing(), demo.processes()


def test_production_has_no_demo(demo):
    refused = subprocess.run(
        [sys.executable, "manage.py", "demo"],
        cwd=ROOT, env=demo.environ() | {"ENVIRONMENT": "production"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert refused.returncode == 1
    assert "Production does not start like this" in refused.stderr


def listening_addresses(demo: Demo) -> set[str]:
    """The addresses on which the demo's port is open."""
    found = set()
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
            local, _remote, state = line.split()[1:4]
            address, port = local.split(":")
            if int(port, 16) == demo.port and state == "0A":
                parts = bytes.fromhex(address)[::-1]
                found.add(".".join(map(str, parts)))
    return found
