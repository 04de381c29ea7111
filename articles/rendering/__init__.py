"""From the content of an article, as a bundle, to the HTML of its body."""

from .body import BodyFrame, numbering_of, render_body

__all__ = ["BodyFrame", "numbering_of", "render_body"]
