#!/usr/bin/env python3
"""Run a command of Rollbook, in the checkout's own virtual environment."""

import os
import sys

ROOT = os.path.dirname(os.path.abspath(__file__))
OURS = os.path.join(ROOT, ".venv")


def main():
    python = os.path.join(OURS, "bin", "python")
    if os.path.exists(python) and os.path.realpath(sys.prefix) != os.path.realpath(OURS):
        os.execv(python, [python, os.path.join(ROOT, "manage.py"), *sys.argv[1:]])  # noqa: S606
    try:
        from attendance_site.starting import run
    except (ImportError, SyntaxError) as fault:
        sys.exit("Rollbook is not set up here. Run: sh bootstrap.sh. (" + str(fault) + ")")
    sys.exit(run(sys.argv))


if __name__ == "__main__":
    main()
