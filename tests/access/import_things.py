"""The things in the addresses of other systems' files."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from registers.actions.receive_file import receive_file
from registers.mapping.fields import MARKS
from tests.access.world import NOW, World
from tests.factories.loads import ColumnMappingFactory
from tests.factories.people import UserFactory

TEXT = 'UPN,Name,"Mon AM 08/09/2025","Mon PM 08/09/2025",House\nA1,"Ash, Ada",/,-,Red\n'


def a_file_of_columns(world: World) -> dict[str, Any]:
    office = UserFactory(school=world.school, role="office")
    file = SimpleUploadedFile("old marks.csv", TEXT.encode())
    return {"load_id": receive_file(file=file, kind=MARKS, by=office, at=NOW).pk}


def a_memory(world: World) -> dict[str, Any]:
    return {"mapping_id": ColumnMappingFactory(school=world.school).pk}
