"""People with declarations, articles that use them, and the mailed form, for tests."""

from datetime import date, datetime, timedelta

from articles.models import Article, Contributor
from hub.declarations import months_after
from hub.models import Contact, Declaration, DeclarationReminder, Hub, Interest, Person
from tests.factories import NOW, declare, make_article, make_person
from tests.taking import open_form

TODAY = NOW.date()


def declared(person: Person, days_left: int, *interests: tuple[str, str, str], today: date = TODAY) -> Declaration:
    """A declaration whose last valid day lies so many days ahead; interests: entity, nature, period."""
    day = months_after(today + timedelta(days=days_left), -12)
    declaration = declare(person, day, has_nothing_to_declare=not interests)
    for order, (entity, nature, period) in enumerate(interests):
        stated = {"nature": "other", "nature_note": nature, "period": period}
        Interest.objects.create(declaration=declaration, entity=entity, order=order, **stated)
    return declaration


def used_person(name: str, article: Article | None = None, email: str = "", **fields) -> Person:
    """A person in the byline of an article, by default of a new one in work; email: the private address on file."""
    person = make_person(name=name, **fields)
    Contributor.objects.create(article=article or make_article(), person=person)
    if email:
        Contact.objects.create(person=person, email=email)
    return person


def make_reminder(declaration: Declaration, hub: Hub, made_at: datetime = NOW, **fields) -> DeclarationReminder:
    return DeclarationReminder.objects.create(
        **{"declaration": declaration, "notice": "days_60", "hub": hub, "made_at": made_at, "sent_at": made_at} | fields
    )


def filled(client, url: str, **entered) -> dict[str, str]:
    """What a POST of the opened form sends: prefilled rows are left out, names are written with _ for -."""
    return open_form(client, url).hidden | {name.replace("_", "-"): value for name, value in entered.items()}
