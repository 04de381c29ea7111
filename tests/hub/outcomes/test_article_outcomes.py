"""The public page of an article's outcomes: where the hub wants it, the same for everybody, the same numbers."""

import re

import pytest
from django.core.management import call_command
from django.urls import reverse

from hub.models import FrozenReport
from hub.public_pages import CACHE_CONTROL
from sponsors.models import Funder
from tests.answered import make_responses, make_sixty_pairs
from tests.downloads import read_csv
from tests.factories import make_article, make_hub, make_published_survey, make_version
from tests.supported import make_article_edition, make_supported_quiz


@pytest.fixture
def quiz(hub):
    hub.publishes_outcomes = True
    hub.save()
    quiz = make_supported_quiz(title="Anti-CD38 antibodies")
    make_sixty_pairs(quiz)
    return quiz


@pytest.fixture
def edition(quiz):
    return make_article_edition(quiz.article)


def page_of(quiz):
    return reverse("article_outcomes", args=[quiz.article.slug])


def test_hub_that_does_not_publish_outcomes_has_no_such_page(client, hub):
    quiz = make_supported_quiz()

    assert hub.publishes_outcomes is False
    for address in (page_of(quiz), reverse("article_outcomes_csv", args=[quiz.article.slug])):
        assert client.get(address).status_code == 404


def test_page_has_the_numbers_of_the_edition_and_no_later_ones(client, quiz, edition, django_assert_num_queries):
    make_sixty_pairs(quiz)

    with django_assert_num_queries(4):
        response = client.get(page_of(quiz))

    page = response.content.decode()
    assert edition.content_hash in page
    assert "Correct answers rose from 43% (95% CI 32 to 56) to 67% (54 to 77) among 60 learners" in page
    assert "+23 (+8 to +37)" in page
    assert "Groups of fewer than 10 learners are not shown." in page
    assert "The funder had no influence on the content or on this analysis" in page


def test_page_is_the_same_for_everybody_and_may_be_kept(client, quiz, edition, ben):
    first = client.get(page_of(quiz), headers={"accept-language": "de"})
    client.force_login(ben)
    second = client.get(page_of(quiz))

    assert first.content == second.content
    assert first["Cache-Control"] == CACHE_CONTROL
    assert ("Set-Cookie" in first.headers, first.cookies) == (False, {})
    assert client.get(page_of(quiz), headers={"if-none-match": first["ETag"]}).status_code == 304


def test_page_has_no_inline_style_or_script(client, quiz, edition):
    page = client.get(page_of(quiz)).content.decode()

    assert re.findall(r"style=|<style|<script(?![^>]*src=)", page) == []


def test_statements_stand_as_they_were_printed(client, quiz):
    make_responses(make_published_survey(quiz.article, ["Clear & relevant"]), 5, n=12)
    make_article_edition(quiz.article)

    page = client.get(page_of(quiz)).content.decode()

    assert "Clear &amp; relevant" in page
    assert (
        read_csv(client.get(reverse("article_outcomes_csv", args=[quiz.article.slug]), {"table": "statements"}))[0][
            "answers"
        ]
        == "12"
    )


def test_csv_has_the_numbers_and_no_key(client, quiz, edition):
    rows = read_csv(client.get(reverse("article_outcomes_csv", args=[quiz.article.slug])))

    assert [(row["learners"], row["change_points"]) for row in rows] == [("60", "23.3333")] * 2
    assert "Gamma" not in str(rows)
    unknown = client.get(reverse("article_outcomes_csv", args=[quiz.article.slug]), {"table": "groups"})
    assert unknown.status_code == 404


def test_article_without_answers_or_edition_says_too_few(client, hub):
    hub.publishes_outcomes = True
    hub.save()
    article = make_version(make_article(hub)).article
    address = reverse("article_outcomes", args=[article.slug])
    assert "Too few answers yet" in client.get(address).content.decode()
    assert client.get(reverse("article_outcomes_csv", args=[article.slug])).status_code == 404

    make_article_edition(article)

    assert "Too few answers yet" in client.get(address).content.decode()
    assert client.get(reverse("article_outcomes_csv", args=[article.slug])).status_code == 200


def test_nightly_run_freezes_articles_and_funders_once_a_month(quiz, hub):
    make_supported_quiz("Other Pharma", hub=make_hub(is_default=False))

    call_command("run_due")
    call_command("run_due")

    kinds = FrozenReport.objects.values_list("kind", "subject")
    funders = [("funder outcomes", f"funder {funder.pk}") for funder in Funder.objects.all()]
    assert sorted(kinds) == sorted([("article outcomes", f"article {quiz.article_id}"), *funders])


def test_draft_and_article_taken_down_have_no_page(client, quiz, hub):
    draft = make_article(hub)
    assert client.get(reverse("article_outcomes", args=[draft.slug])).status_code == 404

    quiz.article.taken_down_at = quiz.article.versions.get().live_from
    quiz.article.save()
    assert client.get(page_of(quiz)).status_code == 404


def test_article_of_another_hub_leads_to_its_domain(client, quiz, hub, settings):
    settings.ALLOWED_HOSTS = ["mm.example.org", "aml.example.org"]
    hub.domain = "mm.example.org"
    hub.save()
    make_hub(is_default=False, domain="aml.example.org")

    response = client.get(page_of(quiz), headers={"host": "aml.example.org"})

    assert (response.status_code, response["Location"]) == (301, f"http://mm.example.org{page_of(quiz)}")


@pytest.mark.parametrize("publishes", [True, False])
@pytest.mark.parametrize("body", ['<div class="card quiz-card">', "<p>No quiz</p>"])
def test_article_links_its_outcomes_where_they_are_published(client, hub, publishes, body):
    hub.publishes_outcomes = publishes
    hub.save()
    version = make_version(make_article(hub), body_html=body)

    page = client.get(version.article.get_absolute_url()).content.decode()

    address = reverse("article_outcomes", args=[version.article.slug])
    assert (address in page) is (publishes and "quiz-card" in body)
