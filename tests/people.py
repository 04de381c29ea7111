"""People as readers meet them: declarations, terms of office, mentions in published versions; and their pages, read."""

import re
from datetime import date

from articles.models import VersionPerson
from hub.models import CommitteeTerm
from tests import factories


def declare(person, on, *interests):
    """A declaration of these interests: company, nature as the person put it, period."""
    declaration = factories.declare(person, on, has_nothing_to_declare=not interests)
    for entity, nature, period in interests:
        declaration.interests.create(entity=entity, nature="other", nature_note=nature, period=period)
    return declaration


def serve(hub, person, starts_on=date(2025, 1, 1), ends_on=None, **fields):
    return CommitteeTerm.objects.create(hub=hub, person=person, starts_on=starts_on, ends_on=ends_on, **fields)


def name_in(person, article=None, place="byline", role="", mention=None, **fields):
    """A live version that names the person, as publication would list it."""
    version = factories.make_version(article or factories.make_article(), **fields)
    mention = {"slug": person.slug, "name": person.name} | (mention or {})
    VersionPerson.objects.create(version=version, person=person, place=place, role=role, mention=mention)
    return version


def words(html):
    return " ".join(re.sub(r"<[^>]*>", " ", html).replace("\xa0", " ").split())


def page_of(client, path="/people/eva/", **options):
    answer = client.get(path, **options)
    assert answer.status_code == 200
    return answer.content.decode()


def main_of(page):
    return words(page[page.index("<main") : page.index("</main>")].partition("<script")[0])
