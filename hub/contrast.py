"""Contrast of two colours as WCAG 2.2 defines it. Pure."""

LIGHT_PAPER, DARK_PAPER = "#ffffff", "#12171a"
MINIMUM = 4.5


def contrast(one: str, other: str) -> float:
    """The contrast ratio, from 1 to 21, of two colours written #rrggbb. WCAG 2.2, definition of contrast ratio."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
