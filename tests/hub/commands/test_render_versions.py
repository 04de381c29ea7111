from django.core.management import call_command

from articles.actions import approve, publish
from articles.models import ArticleVersion
from tests import factories
from tests.factories import NOW


def test_bodies_are_made_again_from_frozen_content(hub, rhea, paul, capsys):
    article = factories.make_ready_article(hub, slug="ready")
    approve(article=article, reviewer=rhea, now=NOW)
    version = publish(article=article, publisher=paul, now=NOW)
    original = version.body_html
    version.save_body("stale")

    call_command("render_versions")
    call_command("render_versions")

    assert ArticleVersion.objects.get().body_html == original
    assert capsys.readouterr().out.splitlines() == [
        "ready version 1",
        "1 of 1 bodies changed.",
        "0 of 1 bodies changed.",
    ]
