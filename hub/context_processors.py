"""What every page template may use."""

from .theme import stylesheet


def hub(request):
    """The current hub, its stylesheet (read when a template asks), and the nonce of admin pages."""
    current = getattr(request, "hub", None)
    return {
        "hub": current,
        "stylesheet": lambda: stylesheet(current or None),
        "csp_nonce": getattr(request, "_csp_nonce", None),
    }
