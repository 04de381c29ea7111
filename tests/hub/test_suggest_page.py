"""/suggest/: the form, and the private page that says what became of a suggestion."""

import pytest

from articles.models import Suggestion, SuggestionState, Topic
from articles.suggestion_actions import decide, merge
from articles.suggestion_links import Purpose, link_token, status_path
from hub import open_forms
from sponsors.models import UpdateSubscription
from tests.factories import NOW, make_article, make_hub, make_version
from tests.giving import make_suggestion, written
from tests.taking import new_client, read_form

pytestmark = pytest.mark.django_db
URL = "/suggest/"
TEXT = "Compare CAR-T with bispecific antibodies."


def test_suggestion_is_stored_and_leads_to_its_page(hub):
    topic = Topic.objects.create(hub=hub, name="Relapse", slug="relapse")
    device = new_client()

    answer = device.post(URL, written(device, URL, text=TEXT, topic=str(topic.pk), email="Eva@Example.org"))

    (stored,) = Suggestion.objects.all()
    assert (answer.status_code, answer["Location"]) == (303, status_path(stored))
    assert (stored.hub, stored.topic, stored.text, stored.email, stored.flags, stored.state) == (
        hub, topic, TEXT, "eva@example.org", [], "new",
    )  # fmt: skip
    page = new_client().get(answer["Location"])
    assert (page.status_code, page["Cache-Control"], page["X-Robots-Tag"]) == (200, "private, no-store", "noindex")
    assert TEXT in page.content.decode()
    assert "eva@example.org" not in page.content.decode()
    assert "lid" not in device.cookies


def test_form_sent_twice_is_stored_once(hub):
    device = new_client()
    sent = written(device, URL, text=TEXT)

    answers = [device.post(URL, sent) for _ in range(2)]

    assert answers[0]["Location"] == answers[1]["Location"]
    assert Suggestion.objects.count() == 1


@pytest.mark.parametrize(
    ("entered", "sentence"),
    [
        ({"text": " "}, "Write what an article should take up."),
        ({"text": "x" * 2001}, "Shorten this to 2000 characters; it has 2001."),
        ({"text": "https://spam.example/ " * 80}, "This text holds 80 links, and at most 3 are taken."),
        ({"text": TEXT, "email": "nowhere"}, "Enter a valid email address."),
        ({"text": TEXT, "topic": "999"}, "Select a valid choice."),
        ({"text": TEXT, "wants_updates": "on"}, "Write the address that updates shall go to"),
    ],
)
def test_bad_input_gets_a_sentence_and_keeps_the_text(hub, entered, sentence):
    device = new_client()

    answer = device.post(URL, written(device, URL, **entered))

    page = answer.content.decode()
    assert (answer.status_code, Suggestion.objects.count()) == (422, 0)
    assert sentence in page
    assert read_form(answer).title.startswith("Error:")
    assert entered["text"].strip() in page


def test_hundred_links_are_refused_and_kept(hub):
    device, text = new_client(), " ".join(f"http://a{n}.eu" for n in range(100))

    page = device.post(URL, written(device, URL, text=text)).content.decode()

    assert "This text holds 100 links" in page
    assert text in page
    assert Suggestion.objects.count() == 0


@pytest.mark.parametrize(
    ("seconds", "trap", "flags"), [(60, "", []), (1, "", ["too_fast"]), (60, "Buy", ["honeypot"]), (0, "x", ["honeypot", "too_fast"])]
)  # fmt: skip
def test_what_looks_like_a_program_is_stored_and_flagged(hub, seconds, trap, flags):
    device = new_client()

    answer = device.post(URL, written(device, URL, seconds, text=TEXT, further=trap))

    assert answer.status_code == 303
    assert Suggestion.objects.get().flags == flags


def test_wish_for_updates_is_kept_to_be_confirmed(hub):
    device = new_client()
    entered = {"text": TEXT, "email": "eva@example.org", "wants_updates": "on"}

    device.post(URL, written(device, URL, **entered))
    device.post(URL, written(device, URL, **entered | {"email": "trapped@example.org", "further": "x"}))

    (wish,) = UpdateSubscription.objects.all()
    assert (wish.hub, wish.email, wish.confirmed_at) == (hub, "eva@example.org", None)
    assert "any time" in wish.wording


def test_too_many_forms_keep_the_text(hub, settings):
    settings.RATE_LIMIT_OPEN_FORMS = 1
    device = new_client()
    device.post(URL, written(device, URL, text="One"))

    answer = device.post(URL, written(device, URL, text=TEXT))

    assert (answer.status_code, "Retry-After" in answer, Suggestion.objects.count()) == (429, True, 1)
    assert TEXT in answer.content.decode()


def test_damaged_key_and_failed_csrf_keep_the_text(hub):
    device = new_client()
    sent = written(device, URL, text=TEXT)

    damaged = device.post(URL, sent | {"submission_key": "x"})
    foreign = new_client().post(URL, sent)

    assert [damaged.status_code, foreign.status_code] == [422, 403]
    assert (str(open_forms.DAMAGED) in damaged.content.decode(), TEXT in damaged.content.decode()) == (True, True)
    assert TEXT in foreign.content.decode()
    assert read_form(foreign).hidden["submission_key"] == sent["submission_key"]
    again = device.post(URL, read_form(damaged).hidden | {"text": TEXT})
    assert (again.status_code, Suggestion.objects.count()) == (303, 1)


def test_without_a_hub_there_is_no_form(client):
    assert client.get(URL).status_code == 404


@pytest.mark.parametrize(
    ("state", "reason", "told"),
    [
        (SuggestionState.CONSIDERED, "", "The writers are considering it."),
        (SuggestionState.ACCEPTED, "", "This page will link to the article"),
        (SuggestionState.DECLINED, "Covered in May.", "Covered in May."),
    ],
)
def test_page_tells_the_state(hub, ada, state, reason, told):
    suggestion = make_suggestion(hub)
    decide(suggestion=suggestion, state=state, reason=reason, by=ada, now=NOW)

    page = new_client().get(status_path(suggestion)).content.decode()

    assert told in page
    assert "Ada" not in page


def test_page_links_to_the_published_article_alone(hub, ada):
    suggestion, article = make_suggestion(hub), make_article(title="Draft title")
    decide(suggestion=suggestion, state=SuggestionState.ACCEPTED, article=article, by=ada, now=NOW)
    before = new_client().get(status_path(suggestion)).content.decode()
    make_version(article)

    after = new_client().get(status_path(suggestion)).content.decode()

    assert ("Draft title" in before, article.get_absolute_url() in before) == (False, False)
    assert f'href="{article.get_absolute_url()}">Draft title</a>' in after


def test_merged_suggestion_shows_the_state_of_the_other_and_its_own_words(hub, ada):
    mine, other = make_suggestion(hub, "My own words"), make_suggestion(hub, "Words of another")
    decide(suggestion=other, state=SuggestionState.DECLINED, reason="No data.", by=ada, now=NOW)
    merge(kept=other, duplicates=[mine], by=ada, now=NOW)

    page = new_client().get(status_path(mine)).content.decode()

    assert ("No data." in page, "My own words" in page, "Words of another" in page) == (True, True, False)


@pytest.mark.parametrize("is_merged", [False, True])
def test_page_takes_a_fixed_number_of_queries(hub, ada, is_merged, django_assert_num_queries):
    suggestion, article = make_suggestion(hub), make_article()
    make_version(article)
    decide(suggestion=suggestion, state=SuggestionState.ACCEPTED, article=article, by=ada, now=NOW)
    mine = make_suggestion(hub)
    if is_merged:
        merge(kept=suggestion, duplicates=[mine], by=ada, now=NOW)

    # The suggestion with its hub and the one it follows; its steps; the article.
    with django_assert_num_queries(3):
        new_client().get(status_path(mine if is_merged else suggestion))


def test_forged_link_is_no_page(hub):
    token = link_token(make_suggestion(hub), Purpose.STATUS)
    forged = ["x", token[:-1], token.replace(":", "0:", 1), link_token(make_suggestion(hub), Purpose.STOP)]

    answers = [new_client().get(f"{URL}{one}/") for one in forged]

    assert [answer.status_code for answer in answers] == [404] * 4
    assert all("Copy the whole address" in answer.content.decode() for answer in answers)


def test_mails_stop_with_one_click(hub):
    suggestion = make_suggestion(hub, email="eva@example.org")
    url = f"/mail/suggestion/{link_token(suggestion, Purpose.STOP)}/"

    shown = new_client().get(url)
    suggestion.refresh_from_db()
    kept = suggestion.email
    answers = [new_client().post(url, {"List-Unsubscribe": "One-Click"}) for _ in range(2)]

    suggestion.refresh_from_db()
    assert ([shown.status_code, *(answer.status_code for answer in answers)], kept) == ([200] * 3, "eva@example.org")
    assert suggestion.email == ""
    assert new_client().post("/mail/suggestion/nonsense/").status_code == 404


def test_suggestion_of_another_hub_speaks_as_that_hub(hub):
    other = make_hub(slug="other", name="Other Hub", is_default=False)

    assert "Other Hub" in new_client().get(status_path(make_suggestion(other))).content.decode()
