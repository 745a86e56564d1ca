"""Break the rules on purpose, one small mistake at a time, and count those no test notices."""

import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import hypothesis  # noqa: F401  Loaded once here, not again for every mutant.
import pytest
import table_mutants
from table_mutants import Mutant

ROOT = Path(__file__).parents[2]
ALLOWED_SURVIVORS_PERCENT = 5
SECONDS_A_MUTANT = 120
TESTS_ALONE = ["-c", "tests/mutation/rules.ini", "--rootdir=.", "--confcutdir=tests/rules"]
TABLE_FIRST = ["tests/rules/test_codes.py", "tests/rules/test_code_editions.py"]
LEFT_OUT = "--ignore=tests/rules/test_every_rule_names_its_source.py"  # It reads the source itself.


def mutmut_survivors() -> tuple[int, list[str]]:
    """Run mutmut from nothing over every plain function; how many mutants, and who survived."""
    shutil.rmtree(ROOT / "mutants", ignore_errors=True)
    mutmut = [sys.executable, "-m", "mutmut"]
    run = [*mutmut, "run", "--max-children", str(os.cpu_count())]
    done = subprocess.run(run, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    listing = subprocess.run(
        [*mutmut, "results", "--all", "true"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    verdicts = [line.strip() for line in listing.stdout.splitlines() if ": " in line]
    return len(verdicts), [line for line in verdicts if not line.endswith(": killed")]


def table_survivors() -> tuple[int, list[str]]:
    """Try every mistake that mutmut leaves out; how many mutants, and who survived."""
    mutants = [
        *table_mutants.of_table(ROOT / "rules/data/register_codes.csv"),
        *(m for path in sorted(ROOT.glob("rules/*.py")) for m in table_mutants.of_module(path)),
    ]
    with tempfile.TemporaryDirectory() as folder:
        sample = Path(folder, "sample")
        for part in ("rules", "tests/rules", "tests/mutation"):
            shutil.copytree(ROOT / part, sample / part)
        shutil.copy(ROOT / "tests/__init__.py", sample / "tests")
        fork = multiprocessing.get_context("fork")
        with fork.Pool(os.cpu_count(), maxtasksperchild=1) as pool:
            if not pool.apply(passes, [sample]):
                raise SystemExit("The tests of rules/ fail before anything was broken.")
            jobs = [(mutant, sample, Path(folder, str(n))) for n, mutant in enumerate(mutants)]
            verdicts = pool.starmap(survives, jobs, chunksize=1)
    return len(mutants), [m.label for m, alive in zip(mutants, verdicts, strict=True) if alive]


def survives(mutant: Mutant, sample: Path, folder: Path) -> bool:
    """Whether every test passes in a copy of the rules that has the mistake in it."""
    shutil.copytree(sample, folder)
    shutil.rmtree(folder / "rules/__pycache__", ignore_errors=True)
    (folder / mutant.path.relative_to(ROOT)).write_text(mutant.text, encoding="utf-8")
    try:
        return passes(folder)
    finally:
        shutil.rmtree(folder)


def passes(folder: Path) -> bool:
    """Run the tests in the folder, silently, in this process; too slow is failing."""
    os.chdir(folder)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    signal.signal(signal.SIGALRM, _too_slow)
    signal.alarm(SECONDS_A_MUTANT)
    try:
        return pytest.main([*TESTS_ALONE, LEFT_OUT, "-x", "-q", *TABLE_FIRST, "tests/rules"]) == 0
    except TimeoutError:
        return False
    finally:
        signal.alarm(0)


def _too_slow(_number: int, _frame: object) -> None:
    raise TimeoutError


def main() -> int:
    """Print the numbers and every survivor; 1 when more than the allowed share survived."""
    started = time.monotonic()
    total = survived = 0
    for name, survivors in (("functions", mutmut_survivors), ("tables", table_survivors)):
        count, alive = survivors()
        total, survived = total + count, survived + len(alive)
        sys.stdout.write(f"\n{name}: {count} mutants, {len(alive)} survived\n")
        sys.stdout.writelines(f"  {line}\n" for line in alive)
    percent = 100 * survived / total
    seconds = time.monotonic() - started
    sys.stdout.write(f"\nall: {survived} of {total} survived ({percent:.1f}%), {seconds:.0f} s\n")
    return int(percent > ALLOWED_SURVIVORS_PERCENT)


if __name__ == "__main__":
    sys.exit(main())
