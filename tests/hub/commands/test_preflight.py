import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from articles.actions import approve, publish
from hub.models import Declaration
from tests import factories


@pytest.fixture
def article(hub):
    return factories.make_ready_article(hub, slug="ready")


def test_article_without_findings(article, capsys):
    call_command("preflight", "ready", "--date", "2026-03-02")

    assert "SURVEY-NONE" in capsys.readouterr().out


def test_error_ends_with_status_1_and_is_listed_as_json(article, capsys):
    article.objectives.all().delete()

    with pytest.raises(SystemExit) as end:
        call_command("preflight", "ready", "--json", "--date", "2026-03-02")

    found = json.loads(capsys.readouterr().out)
    assert end.value.code == 1
    assert found[0] == {
        "rule": "OBJ-NONE",
        "severity": "error",
        "message": "The article has no learning objective.",
        "where": "article.objectives",
    }


def test_date_decides(article, capsys):
    with pytest.raises(SystemExit):
        call_command("preflight", "ready", "--date", "2028-01-01")

    assert "DISC-OLD" in capsys.readouterr().out


def test_published_content_is_checked_as_of_its_publication_and_changed_content_as_of_today(
    article, rhea, paul, capsys
):
    Declaration.objects.update(declared_on="2020-01-01")
    article.published_on = date(2020, 2, 1)
    article.save()
    approve(article=article, reviewer=rhea)
    publish(article=article, publisher=paul)
    call_command("preflight", "ready")
    unchanged = capsys.readouterr().out
    article.title = "Another title"
    article.save()

    with pytest.raises(SystemExit):
        call_command("preflight", "ready")

    assert ("DISC-OLD" in unchanged, "DISC-OLD" in capsys.readouterr().out) == (False, True)


@pytest.mark.django_db
def test_unknown_article_is_named():
    with pytest.raises(CommandError, match="There is no article nowhere"):
        call_command("preflight", "nowhere")
