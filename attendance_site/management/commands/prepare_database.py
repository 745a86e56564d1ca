"""Bring the database's tables and rights up to date, one command at a time."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from attendance_site import database_roles

ONE_AT_A_TIME = 7_203_113  # The advisory lock held meanwhile.


class Command(BaseCommand):
    help = "Migrate as the owner of the tables and grant the application's role its rights."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            alias = database_roles.owner_alias()
        except database_roles.UnsuitableRoles as fault:
            raise CommandError(str(fault)) from fault
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
            try:
                call_command("migrate", verbosity=options["verbosity"], interactive=False)
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [ONE_AT_A_TIME])
