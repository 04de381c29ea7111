"""The list of verbs, the code that writes them and the table that explains them say the same."""

import ast
import re
from pathlib import Path

from hub.audit_verbs import VERBS, Group, label_of, verbs_named, verbs_of
from hub.models import AuditEvent

ROOT = Path(__file__).resolve().parents[2]
APPS = ("hub", "sponsors", "articles", "quizzes", "surveys")


def written_verbs() -> dict[str, str]:
    """Every text given as `verb=` in our code, with the file; those of a choice, such as `a if x else b`, too."""
    found = {}
    for path in (path for app in APPS for path in ROOT.glob(f"{app}/**/*.py")):
        calls = (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call))
        given = (word.value for call in calls for word in call.keywords if word.arg == "verb")
        branches = (one for value in given for one in _branches(value))
        found |= {one.value: str(path.relative_to(ROOT)) for one in branches if isinstance(one, ast.Constant)}
    return found


def _branches(value: ast.expr) -> list[ast.expr]:
    return [value.body, value.orelse] if isinstance(value, ast.IfExp) else [value]


def test_every_verb_that_code_writes_is_listed_and_no_other():
    written = written_verbs()

    assert {verb: place for verb, place in written.items() if verb not in VERBS} == {}
    assert VERBS.keys() - written.keys() == set()


def test_every_verb_has_its_row_in_the_docs():
    rows = re.findall(r"^\| `([^`]+)` \|", (ROOT / "docs/audit.md").read_text(), re.MULTILINE)

    assert sorted(rows) == sorted(VERBS)


def test_verbs_fit_their_column_and_labels_differ():
    longest = AuditEvent._meta.get_field("verb").max_length

    assert [verb for verb in VERBS if len(verb) > longest] == []
    assert len({label_of(verb) for verb in VERBS}) == len(VERBS)


def test_every_group_has_verbs():
    assert [group for group in Group if not verbs_of(group)] == []


def test_verb_is_found_by_its_words_and_by_what_people_read():
    assert verbs_named("NOTICE") == ["add notice"]
    assert verbs_named("put up") == []
    assert set(verbs_named("key")) == {"correct key", "undo key correction"}
    assert label_of("unheard of") == "unheard of"
