"""What the record holds of articles: versions as readers saw them, never those that were only scheduled."""

import json
from datetime import timedelta

from articles.parts import Appearance, Contributed
from sponsors.models import DisclosureSnapshot
from sponsors.snapshot_actions import follow_article, timeline
from sponsors.strip_history import State
from tests import factories
from tests.factories import NOW


def told(article, *, now):
    """What the record tells of an article from `now` on: hours from NOW, version number."""
    rows = DisclosureSnapshot.objects.filter(article=article).order_by("pk")
    line = timeline([State(row.shown_from, row.payload) for row in rows])
    return [
        (int((state.since - NOW).total_seconds() / 3600), json.loads(state.payload).get("version")) for state in line
    ]


def test_version_taken_off_the_schedule_was_never_shown(hub):
    article = factories.make_article(hub)
    first, second = factories.make_version(article), factories.make_version(article)
    hour = timedelta(hours=1)

    follow_article(article, [Appearance(NOW, first), Appearance(NOW + 5 * hour, second)])
    assert told(article, now=NOW) == [(0, 1), (5, 2)]
    follow_article(article, [Appearance(NOW + hour, first)])

    assert told(article, now=NOW) == [(0, 1), (5, 1)]
    shown = DisclosureSnapshot.objects.shown(NOW + 9 * hour)
    assert {row.version.number for row in shown} == {1}


def test_taking_down_hides_what_is_scheduled(hub):
    article = factories.make_article(hub)
    first, second = factories.make_version(article), factories.make_version(article)
    hour = timedelta(hours=1)
    follow_article(article, [Appearance(NOW, first), Appearance(NOW + 5 * hour, second)])

    follow_article(article, [Appearance(NOW + 2 * hour, None)])

    assert told(article, now=NOW) == [(0, 1), (2, None)]


def test_snapshot_of_an_article_holds_what_it_says(hub):
    support = {
        "funders": ["F"],
        "line": "Supported by F.",
        "stake_told": ["F owns A."],
        "statement": "F paid.",
        "independence": "No influence.",
    }
    version = factories.make_version(factories.make_article(hub, slug="a", title="A"), shown={"support": support})

    follow_article(version.article, [Appearance(NOW, version, (Contributed("Ann", "writer", "Nothing to declare."),))])

    row = DisclosureSnapshot.objects.get()
    assert (row.version, row.subject, row.event.subject) == (version, f"article {version.article.pk}", "article a")
    assert row.words == {
        "kind": "article",
        "version": 1,
        "language": "en",
        "title": "A",
        "line": "Supported by F. F owns A.",
        "statement": "F paid.",
        "stake": "F owns A.",
        "independence": "No influence.",
        "contributors": [{"name": "Ann", "role": "writer", "disclosure": "Nothing to declare."}],
    }
