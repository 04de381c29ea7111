import sqlite3
from itertools import count

import pytest
from django.db import InterfaceError, OperationalError, connection, transaction

from hub import transactions
from hub.models import Learner
from hub.transactions import TRIES, BusyError, is_passing, run_transaction


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch):
    monkeypatch.setattr(transactions.time, "sleep", lambda seconds: None)


def refusing(times: int, error: Exception):
    """Work that stores a learner, and fails after that as often as given."""
    calls = count(1)

    def work() -> int:
        Learner.objects.create()
        number = next(calls)
        if number <= times:
            raise error
        return number

    return work


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("error", [OperationalError("deadlock detected"), InterfaceError("connection already closed")])
def test_refused_transaction_is_run_again_as_a_whole(error):
    assert run_transaction(refusing(2, error)) == 3
    assert Learner.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_transaction_refused_every_time_stores_nothing():
    with pytest.raises(BusyError):
        run_transaction(refusing(TRIES, OperationalError("could not serialize access")))

    assert Learner.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_transaction_gives_up_when_the_time_is_over(monkeypatch):
    clock = count(0, 9)
    monkeypatch.setattr(transactions.time, "monotonic", lambda: next(clock))

    with pytest.raises(BusyError):
        run_transaction(refusing(1, OperationalError("database is locked")))


@pytest.mark.django_db
def test_transaction_inside_another_is_tried_once():
    with transaction.atomic(), pytest.raises(BusyError):
        run_transaction(refusing(1, OperationalError("deadlock detected")))

    assert Learner.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_mistake_in_our_own_sql_is_no_business():
    if connection.vendor != "sqlite":
        pytest.skip("SQLite calls an unknown table an operational error; PostgreSQL does not")

    def work():
        connection.cursor().execute("SELECT * FROM nothing_of_that_name")

    with pytest.raises(OperationalError, match="no such table"):
        run_transaction(work)


@pytest.mark.parametrize(("name", "passing"), [("SQLITE_BUSY", 5), ("SQLITE_FULL", 13), ("SQLITE_BUSY_SNAPSHOT", 517)])
def test_lock_and_full_disk_pass(name, passing):
    error = OperationalError(name)
    error.__cause__ = sqlite3.OperationalError(name)
    error.__cause__.sqlite_errorcode = passing

    assert is_passing(error)
