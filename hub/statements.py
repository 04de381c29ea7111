"""Statements that the ORM builds once and that then run with other values.

Building a query takes the ORM several times as long as the database takes to answer it, so this pays where a learner's
answers come in, and only there: everywhere else a queryset says it better.
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, NamedTuple, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Col

Row = TypeVar("Row", bound=models.Model)


class Parameter(models.Expression):
    """A value that comes when the statement runs. field: what it is compared with, which knows how it is stored."""

    def __init__(self, name: str, field: models.Field) -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler, connection) -> tuple[str, list[Any]]:
        return "%s", [self]

    def stored(self, values: dict[str, Any], database: BaseDatabaseWrapper) -> Any:
        return self.output_field.get_db_prep_value(values[self.name], database)


class _Built(NamedTuple):
    """sql and its params, among them Parameters; names: of the columns' fields; converters: by place of the column."""

    sql: str
    params: tuple[Any, ...]
    names: list[str]
    converters: dict[int, tuple[list[Callable], models.Expression]]


class Statement:
    """A query of columns of tables, without related objects.

    build: makes the queryset, with a Parameter for each value that changes; called at the first run on each kind of
    database. A list of changing length cannot be a Parameter.
    """

    def __init__(self, build: Callable[[], models.QuerySet]) -> None:
        self._build = build
        self._built: dict[str, _Built] = {}

    def rows(self, **values: Any) -> list[list[Any]]:
        """What the database answers for these values, which go by name of the Parameter: the columns in their order."""
        return self._run(_database(), values)

    def objects(self, model: type[Row], **values: Any) -> list[Row]:
        """The same as objects of the model that the query is about; fields it does not ask for are read when used."""
        database = _database()
        rows = self._run(database, values)
        names = self._built_for(database).names
        return [model.from_db(database.alias, names, row) for row in rows]

    def _run(self, database: BaseDatabaseWrapper, values: dict[str, Any]) -> list[list[Any]]:
        built = self._built_for(database)
        params = [param.stored(values, database) if isinstance(param, Parameter) else param for param in built.params]
        with database.cursor() as cursor:
            cursor.execute(built.sql, params)
            rows = [list(row) for row in cursor.fetchall()]
        for row in rows:
            for place, (convert, expression) in built.converters.items():
                for one in convert:
                    row[place] = one(row[place], expression, database)
        return rows

    def _built_for(self, database: BaseDatabaseWrapper) -> _Built:
        if (built := self._built.get(database.vendor)) is None:
            compiler = self._build().query.get_compiler(connection=database)
            sql, params = compiler.as_sql()
            columns = [column for column, _sql, _alias in compiler.select]
            # A computed column has no field: `rows` gives it, `objects` has no place for it.
            names = [column.target.attname for column in columns if isinstance(column, Col)]
            built = self._built[database.vendor] = _Built(sql, tuple(params), names, compiler.get_converters(columns))
        return built


def partial(model: type[Row], **values: Any) -> Row:
    """A stored row of which only these columns were read; its other fields are read when they are used."""
    names = [field.attname for field in model._meta.concrete_fields if field.attname in values]
    return model.from_db(DEFAULT_DB_ALIAS, names, [values[name] for name in names])


def insert(rows: Sequence[models.Model], *, ignore_conflicts: bool = False) -> int:
    """Write rows of one model with one statement; returns how many were written.

    As `bulk_create`, and as there no `save()` runs; a key that the database numbers itself stays unknown to the row.
    ignore_conflicts: rows that a unique constraint forbids are left out, while every other constraint still holds.
    """
    if not rows:
        return 0
    database = _database()
    start, fields = _table(type(rows[0]), database.vendor)
    places = f"({', '.join(['%s'] * len(fields))})"
    end = " ON CONFLICT DO NOTHING" if ignore_conflicts else ""
    params = [field.get_db_prep_save(field.pre_save(row, True), database) for row in rows for field in fields]
    with database.cursor() as cursor:
        cursor.execute(f"{start} {', '.join([places] * len(rows))}{end}", params)
        written = cursor.rowcount
    for row in rows:
        row._state.adding, row._state.db = False, database.alias
    return written


def _database() -> BaseDatabaseWrapper:
    """The connection itself: behind `django.db.connection` each use of it is looked up again."""
    return connections[DEFAULT_DB_ALIAS]


@cache
def _table(model: type[models.Model], _vendor: str) -> tuple[str, list[models.Field]]:
    """How an insertion into the model's table begins, and the columns that it fills."""
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]
    quote = _database().ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    return f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES", fields
