"""Fixtures for all tests: a hub and the named people."""

import pytest
from django.conf import settings
from django.core.cache import caches

from tests import factories

# Once for all tests, not in a fixture: overriding a setting costs more than most tests. Safe hashing is slow by design.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def no_counts():
    """Every test begins with requests uncounted."""
    caches["counters"].clear()


@pytest.fixture
def hub(db):
    return factories.make_hub()


@pytest.fixture
def ada(db):
    """Ada writes."""
    return factories.make_staff("ada", "writer")


@pytest.fixture
def rhea(db):
    """Rhea reviews."""
    return factories.make_staff("rhea", "reviewer")


@pytest.fixture
def paul(db):
    """Paul publishes."""
    return factories.make_staff("paul", "publisher")


@pytest.fixture
def ben(db):
    """Ben reads reports."""
    return factories.make_staff("ben", "analyst")


@pytest.fixture
def sue(db):
    """Sue manages sponsors."""
    return factories.make_staff("sue", "sponsor manager")


@pytest.fixture
def dan(db):
    """Dan has an account and no role."""
    return factories.make_user("dan")
