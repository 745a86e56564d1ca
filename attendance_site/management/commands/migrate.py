"""Migrate as the owner of the tables, and grant the application its rights on them."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.core.management.commands import migrate
from django.db import connections

from attendance_site import database_rights, database_roles
from attendance_site.local_servers.postgresql import PostgreSQL


class Command(migrate.Command):
    help = "Migrate as the owner of the tables, then grant the application's role its rights."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(database="owner")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            database_roles.make_missing_roles()
        except database_roles.UnsuitableRoles as fault:
            raise CommandError(str(fault)) from fault
        if not settings.PRODUCTION:
            PostgreSQL(settings.LOCAL_DIR).prepared.unlink(missing_ok=True)
        super().handle(*args, **options)
        if not (options["check_unapplied"] or options["plan"]):
            database_rights.grant(
                connections["owner"], application=database_roles.application_role()
            )
