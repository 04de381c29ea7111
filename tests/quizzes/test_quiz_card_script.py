"""The scripts of learners' forms: small, and without anything from elsewhere."""

import gzip
import re

import pytest
from django.conf import settings

SCRIPTS = settings.BASE_DIR / "static" / "js"
OF_FEW_ARTICLES = {"chapters.js"}
"""Loaded only where an article has a video."""


def size(name: str) -> int:
    return len(gzip.compress((SCRIPTS / name).read_bytes()))


def test_all_scripts_that_an_article_loads_are_small_together():
    page = (settings.BASE_DIR / "templates" / "articles" / "article_detail.html").read_text()
    loaded = set(re.findall(r"static '?\"?js/([\w./-]+\.js)", page))

    assert "quiz-card.js" in loaded
    assert sum(size(name) for name in loaded - OF_FEW_ARTICLES) <= 2048


def test_script_of_an_open_form_is_small():
    assert size("learner-form.js") <= 2048


@pytest.mark.parametrize("name", ["quiz-card.js", "learner-form.js"])
def test_scripts_stand_alone(name):
    source = (SCRIPTS / name).read_text()

    assert not re.search(r"^\s*import\s", source, re.MULTILINE)
    assert "innerHTML" not in source
