"""docs/checks.md names every rule of the article's checks."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
RULE = re.compile(r'"((?:ABB|DISC|MED|NOTE|OBJ|REF|STAT|TAB|TIME|TRI|TXT|WEB|XREF)-[A-Z]+)"')


def test_every_rule_is_documented():
    sources = [*(ROOT / "articles" / "checks").glob("*.py"), *(ROOT / "articles" / "effects").glob("*.py")]
    rules = {rule for path in sources for rule in RULE.findall(path.read_text())}
    page = (ROOT / "docs" / "checks.md").read_text()

    assert len(rules) > 40
    assert {rule for rule in rules if f"`{rule}`" not in page} == set()
