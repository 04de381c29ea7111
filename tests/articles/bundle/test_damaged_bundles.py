"""Bundles damaged at random: each is refused whole, or imported so that a second import changes nothing."""

import copy
import json
import random
from collections.abc import Iterator

import pytest

from articles.bundle.reading import BundleError
from tests.articles.bundle import bundles

JUNK = (
    None,
    "",
    0,
    -1,
    1.5,
    True,
    False,
    "x",
    "[@",
    "[@one]",
    [],
    {},
    [None],
    ["a", "a"],
    {"a": 1},
    [[]],
    "9" * 60,
    "\ud800",
    10**40,
)
N_BUNDLES = 8


def places(value, path=()) -> Iterator[tuple]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, held in inner:
        yield (*path, step)
        yield from places(held, (*path, step))


def damaged(bundle, chance: random.Random):
    """The bundle with one place replaced by junk, removed, or written twice."""
    path = chance.choice(list(places(bundle)))
    holder = bundle
    for step in path[:-1]:
        holder = holder[step]
    match chance.choice(["junk", "junk", "remove", "double"]):
        case "remove":
            del holder[path[-1]]
        case "double" if isinstance(holder, list):
            holder.append(copy.deepcopy(holder[path[-1]]))
        case _:
            holder[path[-1]] = chance.choice(JUNK)
    return bundle


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(2, 6))
def test_damaged_bundle_is_refused_or_imported_for_good(seed, tmp_path):
    chance = random.Random(seed)
    bundles.lay_out_maximal(tmp_path)
    bundles.load(bundles.small())
    refused = 0

    for _ in range(N_BUNDLES):
        text = json.dumps(damaged(chance.choice([bundles.maximal, bundles.small])(), chance))
        before = bundles.row_counts()
        try:
            bundles.load(text, folder=tmp_path)
        except BundleError:
            refused += 1
            assert bundles.row_counts() == before
        else:
            again = bundles.load(text, folder=tmp_path)
            assert (again.created, again.updated) == ({}, {})

    assert 0 < refused < N_BUNDLES
