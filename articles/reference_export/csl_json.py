"""CSL-JSON, the form in which references are stored."""

import json
from collections.abc import Mapping, Sequence
from typing import Any


def write_csl_json(items: Sequence[Mapping[str, Any]]) -> str:
    """The items as a JSON list, UTF-8 unescaped, ending in a line feed."""
    return json.dumps(list(items), ensure_ascii=False, indent=1) + "\n"
