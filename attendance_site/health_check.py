"""Ask the health address about some parts; the exit status says whether all of them are alive.

Run as `python -m attendance_site.health_check [--at URL] PART...`, by a container's health check.
"""

import argparse
import json
import os
import sys
import urllib.error
import urllib.request
from urllib.parse import urlsplit

PATIENCE = 8  # Seconds.


def ask(at: str) -> dict[str, str]:
    """What each part of the site says of itself. Raises OSError when nobody answers."""
    host = urlsplit(os.environ.get("SITE_ADDRESS", at)).netloc  # Other names are turned away.
    request = urllib.request.Request(f"{at}/health/", headers={"Host": host})  # noqa: S310 - ours
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310
            return dict(json.load(answer))
    except urllib.error.HTTPError as unwell:
        return dict(json.load(unwell))


def main(arguments: list[str]) -> int:
    """0 when every part that was asked about says ok, else 1 and a line that says which not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--at", default=f"http://127.0.0.1:{os.environ.get('WEB_PORT', 8050)}")
    parser.add_argument("parts", nargs="+", metavar="PART")
    asked = parser.parse_args(arguments)
    try:
        said = ask(asked.at)
    except (OSError, ValueError) as fault:
        sys.stderr.write(f"{asked.at} does not tell its health: {fault}\n")
        return 1
    unwell = {part: said.get(part, "unknown") for part in asked.parts if said.get(part) != "ok"}
    if unwell:
        sys.stderr.write("; ".join(f"{part}: {word}" for part, word in unwell.items()) + "\n")
    return 1 if unwell else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
