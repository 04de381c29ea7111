"""The one stylesheet of the public pages: the site's CSS with the colours of a hub."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from .contrast import DARK_PAPER, LIGHT_PAPER
from .models import Hub

CSS = settings.BASE_DIR / "static" / "css"


@dataclass(frozen=True)
class Stylesheet:
    """CSS text and the first 12 hexadecimal digits of its SHA-256, which stand in its address."""

    text: str
    digest: str


def source_files() -> list[Path]:
    """Tokens first, so that components may use them; print last, so that it overrides."""
    return [CSS / "tokens.css", CSS / "base.css", *sorted((CSS / "components").glob("*.css")), CSS / "print.css"]


def stylesheet(hub: Hub | None) -> Stylesheet:
    """The stylesheet of a hub, or of an installation without one."""
    colours = (hub.accent, hub.accent_dark) if hub else ("", "")
    return _compose.__wrapped__(*colours) if settings.DEBUG else _compose(*colours)


@lru_cache(maxsize=64)
def _compose(accent: str, accent_dark: str) -> Stylesheet:
    text = "\n".join(path.read_text(encoding="utf-8") for path in source_files())
    if accent:
        text += _colours(accent, accent_dark)
    return Stylesheet(text, hashlib.sha256(text.encode()).hexdigest()[:12])


def _colours(accent: str, accent_dark: str) -> str:
    """The hub's colours and the shades that follow from them, for both schemes; paper is printed in the light one."""
    return (
        f":root{{--hub-accent:{accent};--hub-accent-deep:color-mix(in srgb,{accent} 72%,#000);"
        f"--hub-tint:color-mix(in srgb,{accent} 6%,{LIGHT_PAPER})}}\n"
        "@media screen and (prefers-color-scheme:dark){"
        f":root{{--hub-accent:{accent_dark};--hub-accent-deep:color-mix(in srgb,{accent_dark} 62%,#fff);"
        f"--hub-on-accent:#06191d;--hub-tint:color-mix(in srgb,{accent_dark} 10%,{DARK_PAPER})}}}}\n"
    )
