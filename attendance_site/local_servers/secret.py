"""Keep a secret key for the demo and the tests, made once and never shown."""

import os
import secrets
from pathlib import Path

from attendance_site.local_servers.places import private_folder


def kept_secret(local_dir: Path) -> str:
    """The secret key in the folder; made with the first call, readable by this user alone."""
    path = private_folder(local_dir) / "secret_key"
    made = path.with_name(f"secret_key.{os.getpid()}")
    if not path.exists():
        handle = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(50))
        try:
            os.link(made, path)
        except FileExistsError:
            pass
        finally:
            made.unlink()
    return path.read_text()
