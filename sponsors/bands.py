"""Amount bands: a fixed list, the level each stands for where a hub says nothing else, and how files write them."""

import re
from itertools import pairwise

BANDS = ("0-10k", "10k-50k", "50k-100k", "100k-250k", "250k+")
"""From the smallest to the largest, in the currency of the publisher's books."""

USUAL_TIERS = {"250k+": 1, "100k-250k": 2, "50k-100k": 3, "10k-50k": 4, "0-10k": 5}
MIDPOINTS = {"0-10k": 5_000, "10k-50k": 30_000, "50k-100k": 75_000, "100k-250k": 175_000, "250k+": 250_000}
"""What a band counts for where shares of funding are compared: its middle; the open one its lower end."""

HIGHEST_TIER, LOWEST_TIER = 1, 9

_SPELLINGS = {"<10k": "0-10k", "-10k": "0-10k", ">250k": "250k+", "250k-": "250k+"}


def band_in(text: str) -> str:
    """The band that free text names, such as "EUR 50,000 – 100,000"; "" where it names none of the list."""
    plain = re.sub(r"[\s€$£]|eur|usd|gbp|chf", "", text.casefold()).replace("–", "-").replace("to", "-")
    plain = re.sub(r"(?<=\d)[.,']?000(?!\d)", "k", plain)
    # "50-100k" leaves out the first thousand.
    plain = re.sub(r"^([1-9]\d*)-(\d+k)$", r"\1k-\2", plain)
    plain = _SPELLINGS.get(plain, plain)
    return plain if plain in BANDS else ""


def clash(tiers: dict[str, int]) -> tuple[str, str] | None:
    """The first smaller and larger band of which the larger stands lower; None where more money never means less.

    tiers: the level of every band; 1 is the highest.
    """
    for smaller, larger in pairwise(BANDS):
        if tiers[larger] > tiers[smaller]:
            return smaller, larger
    return None
