"""Remove the embedded servers' data; run as `python -m …forget LOCAL_DIR` when none is in use."""

import sys
from pathlib import Path

from attendance_site.local_servers.postgresql import PostgreSQL

if __name__ == "__main__":
    PostgreSQL(Path(sys.argv[1])).forget()
