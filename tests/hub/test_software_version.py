"""Frozen reports name the version that the package has."""

import tomllib
from pathlib import Path

from hub import __version__

ROOT = Path(__file__).resolve().parents[2]


def test_version_is_that_of_the_package():
    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"] == __version__
