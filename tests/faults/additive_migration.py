"""A migration as a release brings it, run while learners answer: a column, an index, and old rows filled in batches.

Run by `Site.ask`, after Django is set up.
"""

import time

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import OperationalError, connection, migrations, models
from django.db.migrations.loader import MigrationLoader

from hub.models import Learner

BATCH = 50
LOCK_TIMEOUT = "2s"
TRIES = 20

INDEX = models.Index(fields=["note"], name="learner_by_note")
add_index = AddIndexConcurrently if connection.vendor == "postgresql" else migrations.AddIndex


class AddColumn(migrations.Migration):
    operations = [migrations.AddField("learner", "note", models.CharField(max_length=20, null=True))]


class AddIndex(migrations.Migration):
    atomic = connection.vendor != "postgresql"
    operations = [add_index("learner", INDEX)]


def apply(migration, state):
    """Apply one migration; a lock that is not to be had soon is asked for again, so that nobody queues behind it."""
    for _ in range(TRIES):
        try:
            with connection.schema_editor(atomic=migration.atomic) as editor:
                if connection.vendor == "postgresql":
                    editor.execute(f"SET lock_timeout = '{LOCK_TIMEOUT if migration.atomic else 0}'")
                return migration.apply(state.clone(), editor)
        except OperationalError:
            time.sleep(0.2)
    raise SystemExit("The lock was not to be had.")


def backfill():
    """Fill the new column of all rows, a few at a time, each batch a transaction of its own."""
    learners = list(Learner.objects.values_list("pk", flat=True))
    for start in range(0, len(learners), BATCH):
        keys = [key.hex if connection.vendor == "sqlite" else key for key in learners[start : start + BATCH]]
        marks = ", ".join(["%s"] * len(keys))
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE hub_learner SET note = 'filled' WHERE id IN ({marks})", keys)
    return len(learners)


state = apply(AddColumn("add_note", "hub"), MigrationLoader(connection).project_state())
apply(AddIndex("index_note", "hub"), state)
print("migrated", backfill())  # noqa: T201
