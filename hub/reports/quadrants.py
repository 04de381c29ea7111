"""The four cells of matched answers, as a table and as a bar."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hub.charts import Segment, Svg, stacked_bar
from hub.shares import Share
from hub.stats import Pairs


@dataclass(frozen=True)
class Quadrant:
    """One of the four cells. key names its colour."""

    key: str
    name: str
    share: Share


def quadrants(pairs: Pairs) -> tuple[Quadrant, ...]:
    cells = (
        ("retained", _("Right both times"), pairs.retained),
        ("learned", _("Wrong, then right"), pairs.learned),
        ("never", _("Wrong both times"), pairs.never),
        ("unlearned", _("Right, then wrong"), pairs.unlearned),
    )
    return tuple(Quadrant(key, name, Share(count, pairs.n)) for key, name, count in cells)


def quadrant_chart(cells: tuple[Quadrant, ...], *, name: str) -> Svg:
    """name: prefix of the element ids, once a page. Raises ValueError without learners."""
    n = sum(cell.share.count for cell in cells)
    return stacked_bar(
        [
            Segment(cell.share.count, f"quadrant--{cell.key}", is_strong=cell.key in {"learned", "unlearned"})
            for cell in cells
        ],
        name=name,
        title=ngettext("How the answers of %(n)s learner moved", "How the answers of %(n)s learners moved", n)
        % {"n": n},
        desc=", ".join(f"{cell.name}: {cell.share.count}" for cell in cells),
    )
