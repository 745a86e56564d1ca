"""Start everything that Rollbook is made of on this machine, with a made-up school in it."""

import os
import socket
from contextlib import ExitStack
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from attendance_site import demo_programs, demo_servers, environment
from attendance_site.demo_school.accounts import DEMO_PASSWORD, demo_accounts
from attendance_site.local_servers.faults import ServerFault
from attendance_site.local_servers.supervisor import Program, Signals, say, stop_all, watch
from schools.models import School, User
from toolkit import clock
from toolkit.actions.demo_time import keep_demo_time

PUPILS, SEED = 412, 1


class Command(BaseCommand):
    help = "Start the database, the web pages and the jobs on this machine, with a made-up school."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--fresh", action="store_true", help="Remove all data and begin again.")
        parser.add_argument("--empty", action="store_true", help="Load no school.")
        parser.add_argument("--port", type=int, default=8050, help="8050 unless another is named.")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("The demo does not run with ENVIRONMENT=production.")
        port = options["port"]
        refuse_busy(port)
        signals = Signals()
        try:
            with ExitStack() as servers:
                servers.enter_context(demo_servers.only_demo_here())
                lent = demo_servers.lend(servers, fresh=options["fresh"])
                prepare(empty=options["empty"])
                status = self.run_programs(lent, signals, port=port)
        except ServerFault as fault:
            raise CommandError(str(fault)) from fault
        except KeyboardInterrupt:
            status = 130
        say("Everything is stopped.")
        if status:
            raise SystemExit(status)

    def run_programs(self, lent: demo_servers.Lent, signals: Signals, *, port: int) -> int:
        """Start and watch the programs; the exit status once they are stopped."""
        signals.programs_run = True
        programs: list[Program] = []
        try:
            for start in demo_programs.STARTS:
                if not signals.asked:
                    programs.append(start({**os.environ, **lent.environ}, port))
            if demo_programs.answers(port, programs, signals):
                self.greet(port)
            connections.close_all()
            return watch([*programs, *lent.uses], signals)
        finally:
            if programs:
                say("Stopping.")
            stop_all(programs, signals)

    def greet(self, port: int) -> None:
        """Say where the site is and who may sign in."""
        environment.demo_address_file().write_text(f"http://127.0.0.1:{port}\n")
        say(f"\nRollbook is at http://127.0.0.1:{port}/ on this machine only. Ctrl-C stops it.")
        emails = [email for _role, _name, email in demo_accounts()]
        if User.objects.filter(email__in=emails).count() == len(set(emails)):
            say(f"Sign in with one of these and the password {DEMO_PASSWORD}\n")
            for role, name, email in demo_accounts():
                say(f"  {role:<24}{email:<38}{name}")
        elif not User.objects.exists():
            say("Nobody can sign in yet. In another shell: ./manage.py load_school FOLDER,")
            say("then ./manage.py invite EMAIL for each person who is to sign in.")
        say("")


def refuse_busy(port: int) -> None:
    """Raise CommandError unless the port is free on this machine."""
    with socket.socket() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            line.bind(("127.0.0.1", port))
        except OverflowError as fault:
            raise CommandError(f"There is no port {port}; take one from 1024 to 65535.") from fault
        except PermissionError as fault:
            raise CommandError(f"Port {port} needs root; ./demo --port 8051 does not.") from fault
        except OSError as fault:
            raise CommandError(
                f"Port {port} is in use by another program (perhaps another ./demo). "
                f"Stop that one, or choose another port: ./demo --port {port + 1}"
            ) from fault


def prepare(*, empty: bool) -> None:
    """Bring tables, the demo school and the style sheets up to date."""
    say("Preparing the database.")
    call_command("prepare_database", verbosity=0)
    keep_demo_time(real=clock.real_now())
    if not empty and not School.objects.exists():
        say(f"Making the demo school of {PUPILS} pupils.")
        call_command("demo_school", pupils=PUPILS, seed=SEED, verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
