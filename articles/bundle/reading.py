"""From the bytes of a file to its data, and to every problem they have. Reads no database."""

import json
from decimal import Decimal
from typing import Any

from ..inline import drop_forbidden
from .cross_checks import cross_problems
from .schema import bundle_node, loadable_bundle
from .shape import Problem, kind_of, problems

LARGEST_FILE = 5_000_000
DEEPEST = 20
_LONGEST_INTEGER = 30


class BundleError(Exception):
    """A file that cannot be imported: nothing was written. `problems` lists everything that is wrong with it."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def read_bundle(content: bytes) -> dict[str, Any]:
    """The JSON object of a file as it stands there, with numbers as they are written (Decimal); not yet checked.

    Raises BundleError with one problem for what `read_json` refuses, and for what is no object.
    """
    data = read_json(content)
    if not isinstance(data, dict):
        raise _refusal(f"the file holds {kind_of(data)}; a bundle is an object with the key article")
    return data


def read_json(content: bytes) -> Any:
    """The JSON value of a file, with numbers as they are written (Decimal).

    Raises BundleError with one problem for what is larger than 5 MB, not UTF-8, not JSON, nested deeper than 20, or has a
    key twice in one object or one that no database keeps.
    """
    if len(content) > LARGEST_FILE:
        raise _refusal(f"the file is larger than {LARGEST_FILE // 1_000_000} MB")
    try:
        data = json.loads(
            content.decode("utf-8-sig"),
            parse_float=Decimal,
            parse_int=_integer,
            parse_constant=_no_constant,
            object_pairs_hook=_object,
        )
    except UnicodeDecodeError as error:
        raise _refusal(f"the file is not UTF-8: byte {error.start + 1} cannot be read") from error
    except json.JSONDecodeError as error:
        raise _refusal(f"the file is not JSON: {error.msg} in line {error.lineno}, column {error.colno}") from error
    except RecursionError as error:
        raise _too_deep() from error
    if _depth(data) > DEEPEST:
        raise _too_deep()
    return data


def check(data: dict[str, Any]) -> list[Problem]:
    """Every problem of the data of a file that shows without a database."""
    return [*problems(data, bundle_node()), *cross_problems(loadable_bundle(data))]


def _refusal(sentence: str) -> BundleError:
    return BundleError([Problem("", sentence)])


def _too_deep() -> BundleError:
    return _refusal(f"the file nests deeper than {DEEPEST} levels")


def _integer(text: str) -> int | Decimal:
    return int(text) if len(text) <= _LONGEST_INTEGER else Decimal(text)


def _no_constant(name: str) -> Any:
    raise _refusal(f"the file is not JSON: {name} is no JSON value")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    seen = dict(pairs)
    if odd := next((name for name in seen if drop_forbidden(name) != name), None):
        raise _refusal(f'the key "{drop_forbidden(odd)}" holds a character that cannot be used')
    if len(seen) < len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for index, name in enumerate(names) if name in names[:index])
        raise _refusal(f'the key "{twice}" stands twice in one object')
    return seen


def _depth(data: Any) -> int:
    """How many objects and lists stand inside each other, counted without recursion."""
    deepest, waiting = 0, [(data, 1)]
    while waiting:
        value, level = waiting.pop()
        if isinstance(value, dict | list):
            deepest = max(deepest, level)
            inner = value.values() if isinstance(value, dict) else value
            waiting += [(held, level + 1) for held in inner]
    return deepest
