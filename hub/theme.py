"""The one stylesheet of the public pages: the site's CSS with the colours of a hub."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

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
        text += (
            f":root{{--hub-accent:{accent}}}\n"
            f"@media screen and (prefers-color-scheme:dark){{:root{{--hub-accent:{accent_dark}}}}}\n"
        )
    return Stylesheet(text, hashlib.sha256(text.encode()).hexdigest()[:12])
