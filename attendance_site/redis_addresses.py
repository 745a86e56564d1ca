"""Derive the addresses of the broker and of the cache from the one in REDIS_URL."""

from urllib.parse import parse_qs, unquote, urlsplit


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
