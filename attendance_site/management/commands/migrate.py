"""Migrate as the owner of the tables where there is one, and grant the application its rights."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.core.management.commands import migrate
from django.db import connections

from attendance_site import database_rights


class Command(migrate.Command):
    help = "Migrate as the owner of the tables, then grant the application's role its rights."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(database="owner" if "owner" in settings.DATABASES else "default")

    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        database_rights.grant(connections[options["database"]])
