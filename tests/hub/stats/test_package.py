import ast
import sys
from pathlib import Path

import pytest

from hub import stats

MODULES = sorted(Path(stats.__file__).parent.glob("*.py"))


def imported(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_statistics_import_only_the_standard_library_and_themselves(path):
    for name in imported(path):
        assert name.split(".")[0] in sys.stdlib_module_names or name.startswith("hub.stats."), name


def test_every_public_name_is_there():
    assert all(hasattr(stats, name) for name in stats.__all__)
    assert len(set(stats.__all__)) == len(stats.__all__)
