"""Loaded before Django (`-p tests.environment`): the settings of one machine, so that a bare checkout can be tested."""

import os
import tempfile

import pytest

# What these assert is to be told in full, as in a test.
pytest.register_assert_rewrite("tests.faults.learners", "tests.faults.consoles", "tests.faults.sites")

os.environ.setdefault("DEBUG", "1")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings")
os.environ["CACHE_URL"] = "locmemcache://"
os.environ["MEDIA_ROOT"] = tempfile.mkdtemp(prefix="hub-tests-")
if url := os.environ.get("TEST_DATABASE_URL"):
    # Tests with transactions of their own empty every table afterwards; history may be truncated nowhere else.
    os.environ["DATABASE_URL"] = f"{url}{'&' if '?' in url else '?'}options=-c%20hub.may_truncate%3Don"
