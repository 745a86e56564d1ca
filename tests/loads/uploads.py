"""Upload a small school, as files or as a zip, and see what becomes of it."""

import io
import zipfile
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from registers.actions.approve_upload import approve_upload
from registers.actions.check_upload import check_upload
from registers.actions.load_upload import load_upload
from registers.actions.receive_upload import receive_upload
from registers.models import FolderLoad
from schools.models import School, User
from tests.factories.people import UserFactory
from tests.loading.folders import AT, Folder

REAL = AT + timedelta(seconds=7)


def empty_school(urn: str) -> User:
    """The administrator of a school that has a name, a number and nothing else."""
    school = School.objects.create(name="Elm Row Primary", urn=urn)
    User.objects.create_user(
        email=f"system@{urn}.invalid", school=school, is_system=True, is_active=False
    )
    return UserFactory(school=school, role="admin", job_title="Administrator")


def contents(folder: Folder) -> dict[str, bytes]:
    """The folder's files by name."""
    return {path.name: path.read_bytes() for path in sorted(folder.write().glob("*.csv"))}


def uploaded(files: Mapping[str, bytes]) -> list[SimpleUploadedFile]:
    """The files as a browser sends them."""
    return [SimpleUploadedFile(name, content) for name, content in files.items()]


def zipped(files: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def receive(folder: Folder, by: User, *, at: datetime = AT, **options: Any) -> FolderLoad:
    files = options.pop("files", None) or uploaded(contents(folder))
    return receive_upload(files=files, by=by, at=at, real=REAL, **options)


def check(load: FolderLoad, *, at: datetime = AT) -> FolderLoad:
    check_upload(load_id=load.pk, at=at, real=lambda: REAL)
    load.refresh_from_db()
    return load


def approve(load: FolderLoad, by: User, *, at: datetime = AT) -> FolderLoad:
    return approve_upload(school=by.school, load_id=load.pk, by=by, at=at, real=REAL)


def run(load: FolderLoad, *, at: datetime = AT) -> FolderLoad:
    load_upload(load_id=load.pk, at=at, real=lambda: REAL)
    load.refresh_from_db()
    return load


def whole_way(folder: Folder, by: User, **options: Any) -> FolderLoad:
    """Upload, check, say yes, load."""
    load = check(receive(folder, by, **options))
    approve(load, by)
    return run(load)


def places(root: Path) -> list[Path]:
    """The folders of uploads that are still kept."""
    return sorted(root.iterdir()) if root.exists() else []
