"""What other apps add to the article screen; they register here, so that this app imports none of them."""

from django.contrib.admin.options import InlineModelAdmin

_inlines: list[tuple[int, type[InlineModelAdmin]]] = []


def register_inline(inline: type[InlineModelAdmin], order: int) -> None:
    """Show the inline on the screen of a saved article, sorted by `order` among those of other apps."""
    if inline not in (known for _order, known in _inlines):
        _inlines.append((order, inline))


def article_inlines() -> list[type[InlineModelAdmin]]:
    """The registered inlines in their order."""
    return [inline for _order, inline in sorted(_inlines, key=lambda pair: pair[0])]
