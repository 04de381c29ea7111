"""What a reviewer has declared: the one place of this app that reads declarations for it."""

from datetime import date

from hub.declarations import Terms, gaps_of, standing_declaration
from hub.models import Person, User


def declared_entities(user: User, on: date, terms: Terms) -> list[str] | None:
    """With whom the person of this account has interests, by the declaration that stands on the day.

    An empty list says: nothing to declare. None says that nothing is known: no person, no declaration, or one that does
    not count by these terms.
    """
    person = Person.objects.filter(user=user).prefetch_related("declarations__interests").first()
    declaration = standing_declaration(person, on) if person else None
    if declaration is None:
        return None
    if any(gap.level == "error" for gap in gaps_of(person.name, declaration.as_declared(), on, terms)):
        return None
    return [interest.entity for interest in declaration.interests.all()]
