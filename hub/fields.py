"""Database fields that several apps share."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

PARTIAL_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")


class PrintedDecimalField(models.DecimalField):
    """A decimal that keeps the digits it was printed with: 0.50 stays 0.50.

    PostgreSQL holds it as `numeric` without scale, SQLite as text, so compare such columns only through `Number`.
    """

    description = _("Number with its printed precision")

    def __init__(self, *args, **kwargs):
        kwargs |= {"max_digits": 30, "decimal_places": 12}
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_digits"], kwargs["decimal_places"]
        return name, path, args, kwargs

    def get_internal_type(self):
        # Not "DecimalField": the SQLite backend would round such a column to fixed decimal places when reading.
        return "PrintedDecimalField"

    def db_type(self, connection):
        return "numeric" if connection.vendor == "postgresql" else "text"

    def get_db_prep_value(self, value, connection, prepared=False):
        value = self.to_python(value)
        return value if value is None or connection.vendor == "postgresql" else format(value, "f")

    get_db_prep_save = get_db_prep_value

    def from_db_value(self, value, expression, connection):
        return None if value is None else Decimal(value)

    def to_python(self, value):
        if value is None or isinstance(value, Decimal):
            return value
        try:
            return Decimal(str(value).strip())
        except InvalidOperation as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid", params={"value": value}) from error

    def get_prep_value(self, value):
        return self.to_python(value)


class Number(Cast):
    """The numeric value of a PrintedDecimalField, for constraints and comparisons on both databases."""

    def __init__(self, expression, **extra):
        super().__init__(expression, output_field=extra.pop("output_field", models.FloatField()), **extra)

    def as_sqlite(self, compiler, connection, **extra):
        return self.as_sql(compiler, connection, template="CAST(%(expressions)s AS REAL)", **extra)

    def as_postgresql(self, compiler, connection, **extra):
        # Numeric, not double: limits are compared exactly as printed.
        return self.as_sql(compiler, connection, template="(%(expressions)s)::numeric", **extra)


def validate_partial_date(text: str) -> None:
    try:
        if not PARTIAL_DATE.fullmatch(text):
            raise ValueError
        date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError as error:
        raise ValidationError(_("Write a date as 2024, 2024-09 or 2024-09-20.")) from error


class PartialDateField(models.CharField):
    """A date known to the year, the month or the day, as ISO 8601 text."""

    default_validators = [validate_partial_date]

    def __init__(self, *args, **kwargs):
        kwargs["max_length"] = 10
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs
