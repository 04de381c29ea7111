"""The site on a SQLite file that may not grow while a file `full` lies beside it; served in place of `hub.wsgi`."""

from pathlib import Path

from django.core.signals import request_started
from django.db import connection

from hub.wsgi import application

__all__ = ["application"]

FULL = Path(connection.settings_dict["NAME"]).with_name("full")
UNLIMITED = 2**30


def limit_pages(**_sent) -> None:
    """SQLite forgets the limit with the connection; it takes a limit below the size of the file as just that size."""
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA max_page_count = {1 if FULL.exists() else UNLIMITED}")


request_started.connect(limit_pages)
