"""Find the addresses of the database, the broker and the cache."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

from attendance_site.local_servers.postgresql import OWNER, SERVES, PostgreSQL
from attendance_site.local_servers.valkey import Valkey


class Servers(NamedTuple):
    """Addresses by Django's database alias, and Valkey's, empty where there is none."""

    databases: dict[str, str]
    broker: str


def servers(environ: Mapping[str, str], *, environment: str, local_dir: Path) -> Servers:
    """The servers that the environment names, else the embedded ones of LOCAL_DIR.

    The embedded Valkey is named in the tests only; elsewhere a command is told of it in
    REDIS_URL while it runs.
    """
    databases = {}
    if environ.get("DATABASE_URL"):
        databases["default"] = environ["DATABASE_URL"]
        if environ.get("DATABASE_OWNER_URL"):
            databases["owner"] = environ["DATABASE_OWNER_URL"]
    else:
        embedded = PostgreSQL(local_dir)
        databases = {"default": embedded.url(SERVES), "owner": embedded.url(OWNER)}
    broker = environ.get("REDIS_URL", "")
    if not broker and environment == "test":
        broker = Valkey(local_dir).url()
    return Servers(databases, broker)


def broker(url: str) -> str:
    """The address in Celery's spelling; the database that the address names, or the first."""
    parts = urlsplit(url)
    if parts.scheme != "unix":
        return url
    return f"redis+socket://{unquote(parts.path)}?virtual_host={_database(url)}"


def cache(url: str) -> str:
    """The next database of the same server, so that emptying the cache empties no queue."""
    parts = urlsplit(url)
    following = _database(url) + 1
    if parts.scheme == "unix":
        return f"unix://{parts.path}?db={following}"
    return parts._replace(path=f"/{following}").geturl()


def _database(url: str) -> int:
    parts = urlsplit(url)
    if parts.scheme == "unix":
        return int(parse_qs(parts.query).get("db", ["0"])[0])
    return int(parts.path.strip("/") or "0")
