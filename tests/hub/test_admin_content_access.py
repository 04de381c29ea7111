"""Pages, downloads and JSON addresses of trials, references and bundles: who gets in, and that reading needs no more than looking."""

import pytest
from django.urls import reverse

from articles.models import Article, Endpoint, Reference, Result, Trial
from hub import roles
from tests import factories

pytestmark = pytest.mark.django_db

READERS = {roles.WRITER, roles.REVIEWER, roles.PUBLISHER}
EDITORS = {roles.WRITER, roles.PUBLISHER}
PAGES = {
    "articles_article_export": READERS,
    "articles_article_history": READERS,
    "articles_article_import": EDITORS,
    "articles_article_preview": READERS,
    "articles_reference_change": READERS,
    "articles_reference_history": READERS,
    "articles_reference_import": EDITORS,
    "articles_reference_search": READERS,
    "articles_result_change": READERS,
    "articles_result_history": READERS,
    "articles_trial_change": READERS,
    "articles_trial_history": READERS,
    "articles_trial_import": EDITORS,
    "articles_trial_import_into": EDITORS,
    "articles_trial_results": READERS,
    "quizzes_question_change": READERS,
    "quizzes_question_export": READERS,
    "quizzes_question_history": READERS,
    "quizzes_question_import": EDITORS,
    "quizzes_question_place": EDITORS,
    "quizzes_question_template": READERS,
}
AUTOCOMPLETES = [
    ("trialblock", "trial"), ("landscapetrial", "trial"), ("analysis", "ref"), ("result", "ref"), ("article", "translation_of"),
]  # fmt: skip
POSTS = {
    "articles_article_import": EDITORS,
    "articles_reference_import": EDITORS,
    "articles_trial_accept": EDITORS,
    "articles_trial_import": EDITORS,
    "articles_trial_import_into": EDITORS,
    "articles_trial_suggestions": EDITORS,
    "articles_trial_take": EDITORS,
    "quizzes_question_import": EDITORS,
    "quizzes_question_place": EDITORS,
    "quizzes_question_preview": EDITORS,
    "quizzes_question_remarks": EDITORS,
}


@pytest.fixture
def addresses(hub) -> dict[str, str]:
    """The address of each page, of rows named Secret."""
    article = factories.make_article(hub, title="Secret article")
    trial = Trial.objects.create(slug="secret", acronym="Secret trial")
    endpoint = Endpoint.objects.create(trial=trial, key="pfs", measure="Secret endpoint")
    result = Result.objects.create(trial=trial, endpoint=endpoint, key="pfs")
    reference = Reference.objects.create(key="secret", title="Secret work", csl={"title": "Secret work"})
    question = factories.make_question(stem="Secret question")
    pks = {
        "question": question.pk,
        "article": article.pk,
        "trial": trial.pk,
        "result": result.pk,
        "reference": reference.pk,
    }
    without_row = {
        "articles_trial_results", "articles_trial_import", "articles_reference_search",
        "quizzes_question_export", "quizzes_question_preview",
    }  # fmt: skip
    found = {}
    for name in {*PAGES, *POSTS}:
        model, page = name.split("_")[1:3]
        is_of_a_row = page in ("change", "history", "preview", "export") or name.endswith("_into")
        found[name] = reverse(f"admin:{name}", args=[pks[model]] if is_of_a_row and name not in without_row else [])
    found["quizzes_question_place"] += f"?ids={question.pk}"
    found["articles_trial_results"] += f"?trial={trial.pk}"
    return found


@pytest.mark.parametrize("role", roles.ROLES)
def test_content_pages_open_to_a_role(client, addresses, role):
    client.force_login(factories.make_staff("staff", role))

    answers = {name: client.get(addresses[name]) for name in PAGES}

    assert {name for name, answer in answers.items() if answer.status_code == 200} == {
        name for name, allowed in PAGES.items() if role in allowed
    }
    assert not any(b"Secret" in answer.getvalue() for answer in answers.values() if answer.status_code != 200)


@pytest.mark.parametrize("role", roles.ROLES)
def test_choices_of_content_open_to_a_role(client, addresses, role):
    client.force_login(factories.make_staff("staff", role))
    asked = [
        {"app_label": "articles", "model_name": model, "field_name": name, "term": ""} for model, name in AUTOCOMPLETES
    ]

    statuses = {client.get(reverse("admin:autocomplete"), query).status_code for query in asked}

    assert statuses == {200 if role in READERS else 403}


@pytest.mark.parametrize("role", [*roles.ROLES, ""])
def test_content_is_sent_by_editors_alone_and_with_a_token(client, addresses, role):
    if role:
        client.force_login(factories.make_staff("staff", role))
    before = Trial.objects.count(), Reference.objects.count(), Article.objects.count()

    statuses = {name: client.post(addresses[name], {}).status_code for name in POSTS}
    client.handler.enforce_csrf_checks = True
    unchecked = {client.post(addresses[name], {}).status_code for name in POSTS}

    refused = {name for name, status in statuses.items() if status == (403 if role else 302)}
    assert refused >= {name for name, allowed in POSTS.items() if role not in allowed}
    assert all(status < 500 for status in statuses.values())
    assert unchecked == {403}
    assert (Trial.objects.count(), Reference.objects.count(), Article.objects.count()) == before
