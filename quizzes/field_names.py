"""Names of the fields in which forms hold the answers of a quiz."""

from .models import PinnedQuestion


def field_name(pin: PinnedQuestion) -> str:
    """The field that holds the answer to a question, such as q1.

    It goes by the question's place in the article's version, so that it keeps its name when another is withdrawn.
    """
    return f"q{pin.order + 1}"


def confidence_name(pin: PinnedQuestion) -> str:
    """The field that says how sure the learner is, such as q1-confidence."""
    return f"{field_name(pin)}-confidence"
