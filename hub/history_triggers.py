"""Triggers by which PostgreSQL itself keeps append-only rows as they are. SQLite has the guards of the models alone.

They are put in place after every `migrate`, for all models that are `AppendOnly` then: a numbered migration would be
fixed in time and miss the next such model, and what `hub.rewriting` allows would be copied into it. Each trigger
carries its rule as JSON; one whose rule has not changed is left alone. A migration that has to fill a new column of
such a table drops the trigger first, `DROP TRIGGER history_rows ON <table>`: it is back when `migrate` ends.
"""

import json
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connections, models

from . import rewriting
from .models import AppendOnly

ROWS, TABLE = "history_rows", "history_table"
"""Names of the trigger for each row, and of that against TRUNCATE."""

MAY_TRUNCATE = "hub.may_truncate"
"""Setting of a connection to a database of tests, which empties its tables after a test; nothing else sets it."""

FUNCTION = f"""
CREATE OR REPLACE FUNCTION hub_keep_history() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE
  rule jsonb := TG_ARGV[0];
  reason text := coalesce(current_setting('{rewriting.SETTING}', true), '');
  free text[];
BEGIN
  IF TG_OP = 'TRUNCATE' THEN
    IF current_setting('{MAY_TRUNCATE}', true) = 'on' THEN RETURN NULL; END IF;
  ELSIF TG_OP = 'DELETE' THEN
    IF (rule->>'goes_with_parent')::boolean OR rule->'deletions' ? reason THEN RETURN OLD; END IF;
  ELSE
    free := ARRAY(SELECT jsonb_array_elements_text(rule->'derived'))
         || ARRAY(SELECT jsonb_array_elements_text(rule->'updates'->reason));
    IF to_jsonb(OLD) - free = to_jsonb(NEW) - free THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION 'Rows of % are history: % is refused.', TG_TABLE_NAME, TG_OP;
END
$body$
"""


def append_only_models() -> list[type[AppendOnly]]:
    """Every model whose rows are written once, in the order of the installed apps."""
    return [model for model in apps.get_models() if issubclass(model, AppendOnly)]


def rule_of(model: type[AppendOnly]) -> dict[str, Any]:
    """What the triggers of a model let pass, in columns, from the tables of `hub.rewriting`.

    goes_with_parent: rows of a working copy, which a draft that is deleted takes along; direct deletion is refused by
    the model all the same.
    """
    label = model._meta.label_lower
    return {
        "derived": _columns(model, rewriting.DERIVED.get(label, frozenset())),
        "updates": {
            str(reason): _columns(model, allowed[label])
            for reason, allowed in rewriting.ALLOWED_UPDATES.items()
            if label in allowed
        },
        "deletions": sorted(str(reason) for reason, labels in rewriting.ALLOWED_DELETIONS.items() if label in labels),
        "goes_with_parent": any(
            field.is_relation and field.remote_field.on_delete is models.CASCADE for field in model._meta.fields
        ),
    }


def install_triggers(using: str = "default") -> list[str]:
    """Put the triggers of every append-only table in place; returns the tables whose triggers were made or dropped.

    Does nothing on other databases than PostgreSQL, and leaves out tables that are not there yet.
    """
    connection = connections[using]
    if connection.vendor != "postgresql":
        return []
    wanted = {model._meta.db_table: json.dumps(rule_of(model), sort_keys=True) for model in append_only_models()}
    touched = []
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        standing = dict(_standing(cursor))
        cursor.execute(FUNCTION)
        for table in sorted(standing.keys() - wanted.keys()):
            cursor.execute(f'DROP TRIGGER {ROWS} ON "{table}"')
            cursor.execute(f'DROP TRIGGER IF EXISTS {TABLE} ON "{table}"')
            touched.append(table)
        for table in sorted(wanted.keys() & present):
            if standing.get(table) != wanted[table]:
                for statement in _statements(table, wanted[table]):
                    cursor.execute(statement)
                touched.append(table)
    return touched


def after_migrate(*, using: str, **_signal: Any) -> None:
    """Receiver of `post_migrate`."""
    install_triggers(using)


def _columns(model: type[models.Model], fields: frozenset[str]) -> list[str]:
    return sorted(model._meta.get_field(name).column for name in fields)


def _standing(cursor: Any) -> Iterator[tuple[str, str]]:
    """Tables with the rule of their trigger, as the database has them."""
    cursor.execute(
        "SELECT relname, tgargs FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
        " WHERE tgname = %s AND pg_table_is_visible(pg_class.oid)",
        [ROWS],
    )
    for table, arguments in cursor.fetchall():
        yield table, bytes(arguments).rstrip(b"\0").decode()


def _statements(table: str, rule: str) -> Iterator[str]:
    # Names of tables and columns are those of our own models, so the rule holds no quote.
    yield (
        f'CREATE OR REPLACE TRIGGER {ROWS} BEFORE UPDATE OR DELETE ON "{table}" '
        f"FOR EACH ROW EXECUTE FUNCTION hub_keep_history('{rule}')"
    )
    yield (
        f'CREATE OR REPLACE TRIGGER {TABLE} BEFORE TRUNCATE ON "{table}" '
        f"FOR EACH STATEMENT EXECUTE FUNCTION hub_keep_history('{rule}')"
    )
