"""Fixtures for all tests: the four named people and a hub."""

import pytest

from tests import factories


@pytest.fixture(autouse=True)
def _fast_and_local(settings, tmp_path):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MEDIA_ROOT = tmp_path
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}


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
