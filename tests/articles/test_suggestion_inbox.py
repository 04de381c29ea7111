"""The inbox of suggestions in the admin: lists, decisions, merging; without a trace of who sent or paid."""

import json

import pytest
from django.urls import reverse

from articles.models import Suggestion, SuggestionState
from articles.suggestion_actions import decide, merge
from hub.models import AuditEvent
from tests.factories import NOW, make_article, make_hub, make_staff, make_version
from tests.giving import make_contribution, make_suggestion

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/suggestion/"


@pytest.fixture
def writer(client, ada):
    client.force_login(ada)
    return client


def page_of(suggestion) -> str:
    return reverse("admin:articles_suggestion_change", args=[suggestion.pk])


def sent(suggestion, **fields) -> dict:
    """What the page of a suggestion sends."""
    return {
        "state": "new",
        "reason": "",
        "article": "",
        "seen": suggestion.state,
        "steps-TOTAL_FORMS": "0",
        "steps-INITIAL_FORMS": "0",
    } | fields


def chosen(action: str, *suggestions, **fields) -> dict:
    return {"action": action, "_selected_action": [str(one.pk) for one in suggestions]} | fields


def history(client, suggestion) -> list:
    """The steps that the page of a suggestion shows."""
    (shown,) = client.get(page_of(suggestion)).context["inline_admin_formsets"]
    return [form.instance for form in shown.formset.forms]


def listed(client, query: str = "") -> list[str]:
    return sorted(one.text for one in client.get(f"{LIST}{query}").context["cl"].result_list)


def test_empty_inbox_opens(writer):
    assert writer.get(LIST).status_code == 200


def test_inbox_is_filtered_by_what_the_sender_sees(writer, hub, ada):
    article = make_article(hub)
    published, kept, duplicate = (make_suggestion(hub, text) for text in ("Published", "Kept", "Duplicate"))
    make_suggestion(hub, "Spam", flags=["honeypot"])
    decide(suggestion=published, state=SuggestionState.ACCEPTED, article=article, by=ada, now=NOW)
    make_version(article)
    merge(kept=kept, duplicates=[duplicate], by=ada, now=NOW)

    assert listed(writer, "?standing=published") == ["Published"]
    assert listed(writer, "?standing=new") == ["Kept", "Spam"]
    assert listed(writer, "?standing=merged") == ["Duplicate"]
    assert listed(writer, "?flagged=yes") == ["Spam"]
    assert listed(writer, "?flagged=no&standing=new") == ["Kept"]
    assert listed(writer, "?q=dupl") == ["Duplicate"]
    assert "Filled in a hidden field" in writer.get(LIST).content.decode()


@pytest.mark.parametrize("n", [1, 3])
def test_list_takes_a_fixed_number_of_queries(writer, hub, n, django_assert_num_queries):
    for _ in range(n):
        make_suggestion(hub)
    writer.get(LIST)

    with django_assert_num_queries(11):
        writer.get(LIST)


def test_decision_is_stored_and_audited(writer, hub, ada):
    suggestion, article = make_suggestion(hub, email="eva@example.org"), make_article(hub, title="Draft on CAR-T")

    answer = writer.post(page_of(suggestion), sent(suggestion, state="accepted", article=str(article.pk)))

    suggestion.refresh_from_db()
    assert (answer.status_code, suggestion.state, suggestion.article) == (302, "accepted", article)
    event = AuditEvent.objects.get()
    assert (event.verb, event.actor, json.loads(event.detail)["article"]) == ("decide suggestion", ada, article.slug)
    page = writer.get(page_of(suggestion)).content.decode()
    assert ("Draft on CAR-T" in page, "eva@example.org" in page) == (True, False)
    assert [row.state for row in history(writer, suggestion)] == ["new", "accepted"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"state": "declined"}, "Give the reason: whoever sent the suggestion reads it."),
        ({"state": "considered", "article": "own"}, "An article belongs to an accepted suggestion"),
        ({"state": "accepted", "article": "foreign"}, "This article belongs to another hub"),
        ({"state": "published"}, "Select a valid choice."),
    ],
)
def test_contradiction_gets_a_sentence(writer, hub, fields, sentence):
    suggestion = make_suggestion(hub)
    if "article" in fields:
        other = make_hub(slug="other", is_default=False)
        article = make_article(other if fields["article"] == "foreign" else hub)
        fields = fields | {"article": str(article.pk)}

    answer = writer.post(page_of(suggestion), sent(suggestion, **fields))

    suggestion.refresh_from_db()
    assert (answer.status_code, suggestion.state) == (200, "new")
    assert sentence in answer.content.decode()


def test_two_who_decide_at_once_do_not_overwrite_each_other(writer, hub, paul):
    suggestion = make_suggestion(hub)
    as_opened = sent(suggestion, state="accepted")
    decide(suggestion=suggestion, state=SuggestionState.DECLINED, reason="Covered.", by=paul, now=NOW)

    answer = writer.post(page_of(suggestion), as_opened)

    page = answer.content.decode()
    suggestion.refresh_from_db()
    assert (answer.status_code, suggestion.state) == (200, "declined")
    assert "it is now “Declined”" in page
    assert '<input type="hidden" name="seen" value="declined"' in page


def test_merging_asks_which_one_stays(writer, hub, ada):
    one, two = make_suggestion(hub, "First words"), make_suggestion(hub, "Second words")

    asked = writer.post(LIST, chosen("merge", one, two))
    unanswered = writer.post(LIST, chosen("merge", one, two, confirmed="1"))
    assert not Suggestion.objects.exclude(merged_into=None).exists()
    answer = writer.post(LIST, chosen("merge", one, two, confirmed="1", kept=str(two.pk)), follow=True)

    assert [asked.status_code, unanswered.status_code] == [200, 200]
    assert ("First words" in asked.content.decode(), "Choose the suggestion" in asked.content.decode()) == (True, False)
    assert "Choose the suggestion that stays." in unanswered.content.decode()
    assert "1 suggestion was merged." in answer.content.decode()
    one.refresh_from_db()
    assert one.merged_into == two


def test_merging_one_alone_or_twice_is_refused(writer, hub, ada):
    one, two, three = (make_suggestion(hub) for _ in range(3))
    merge(kept=one, duplicates=[two], by=ada, now=NOW)

    alone = writer.post(LIST, chosen("merge", three), follow=True)
    twice = writer.post(LIST, chosen("merge", two, three, kept=str(three.pk), confirmed="1"), follow=True)

    assert "Choose two suggestions at least" in alone.content.decode()
    assert "One of these was merged already" in twice.content.decode()


def test_merged_suggestion_is_shown_and_not_decided(writer, hub, ada):
    one, two = make_suggestion(hub, "Kept words"), make_suggestion(hub)
    merge(kept=one, duplicates=[two], by=ada, now=NOW)

    page = writer.get(page_of(two)).content.decode()
    answer = writer.post(page_of(two), sent(two, state="accepted"))

    two.refresh_from_db()
    assert ("Kept words" in page, 'name="state"' in page) == (True, False)
    assert (answer.status_code, two.state) == (403, "new")


def test_text_is_removed_after_a_second_question(writer, hub):
    suggestion = make_suggestion(hub, "Names a patient")

    asked = writer.post(LIST, chosen("empty", suggestion))
    suggestion.refresh_from_db()
    before = suggestion.text
    answer = writer.post(LIST, chosen("empty", suggestion, confirmed="1"), follow=True)

    suggestion.refresh_from_db()
    assert (asked.status_code, before, suggestion.text) == (200, "Names a patient", "")
    assert "1 text was removed." in answer.content.decode()


def test_nothing_on_the_desk_of_editors_tells_who_paid(writer, hub, paul, client):
    paid = make_suggestion(hub, "Paid for", email="grace@example.org")
    make_contribution(hub, suggestion=paid)
    pages = [writer.get(LIST), writer.get(page_of(paid)), writer.get(f"{page_of(paid)[:-7]}history/")]
    client.force_login(paul)
    pages += [client.get(LIST), client.get(page_of(paid)), client.get("/admin/hub/auditevent/"), client.get("/admin/")]

    assert {page.status_code for page in pages} == {200}
    for word in ("Grace", "grace@", "EUR", "ontribution", "ledge"):
        assert not [page.request["PATH_INFO"] for page in pages if word in page.content.decode().split("<main", 1)[-1]]


@pytest.mark.parametrize("role", ["reviewer", "analyst", "sponsor manager"])
def test_other_roles_see_no_suggestion(client, hub, role):
    suggestion = make_suggestion(hub, "Secret words")
    client.force_login(make_staff("staff", role))

    answers = [
        client.get(LIST),
        client.get(page_of(suggestion)),
        client.post(page_of(suggestion), sent(suggestion, state="accepted")),
        client.post(LIST, chosen("merge", suggestion)),
        client.post(LIST, chosen("empty", suggestion, confirmed="1")),
    ]

    assert [answer.status_code for answer in answers] == [403] * 5
    suggestion.refresh_from_db()
    assert (suggestion.state, suggestion.text) == ("new", "Secret words")
