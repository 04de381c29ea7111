"""One command to a running hub: database, sample content, server. `make run` calls it."""

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


class Command(BaseCommand):
    help = "Bring the database up to date, create the sample hub where there is none, and serve it on 127.0.0.1."

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000, help="port of the server (default: %(default)s)")

    def handle(self, *, port, **options):
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Setting up the database …")
            call_command("migrate", verbosity=0)
            call_command("createcachetable", verbosity=0)
        call_command("demo", stdout=self.stdout)
        self.stdout.write(
            f"\nThe hub runs on http://127.0.0.1:{port}/ and its admin on http://127.0.0.1:{port}/admin/. Stop it with Ctrl-C.\n"
        )
        self.stdout.flush()
        call_command("runserver", f"127.0.0.1:{port}", use_reloader=False, verbosity=0)
