"""The statements that every hub starts with."""

from dataclasses import dataclass

from hub.models import Hub

from .models import Statement


@dataclass(frozen=True)
class StandardStatement:
    """A statement of the product. moore: outcome level, 2 for satisfaction, 4 for stated intention (Moore 2009)."""

    key: str
    text: str
    moore: int
    opens_commitment: bool = False


STANDARD = (
    StandardStatement("clear", "The article was easy to follow.", 2),
    StandardStatement("objectives", "The article kept what its learning objectives promised.", 2),
    StandardStatement("relevant", "What I read matters for the patients I see.", 2),
    StandardStatement(
        "practice_change",
        "I am going to do something differently in my practice after reading this.",
        4,
        opens_commitment=True,
    ),
)
STANDARD_BY_KEY = {statement.key: statement for statement in STANDARD}


def add_standard_statements(hub: Hub) -> None:
    """Give the hub those of the standard statements whose key it does not have yet."""
    held = set(hub.statements.values_list("key", flat=True))
    Statement.objects.bulk_create(
        Statement(
            hub=hub,
            key=statement.key,
            text=statement.text,
            moore=statement.moore,
            opens_commitment=statement.opens_commitment,
        )
        for statement in STANDARD
        if statement.key not in held
    )
