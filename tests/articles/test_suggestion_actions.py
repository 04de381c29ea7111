import json

import pytest

from articles.models import Suggestion, SuggestionState
from articles.suggestion_actions import CannotDecide, NotAllowed, decide, empty, merge, submit_suggestion
from hub.models import AuditEvent
from tests.factories import NOW, make_article, make_hub, make_staff, make_version
from tests.giving import make_suggestion

pytestmark = pytest.mark.django_db
ACCEPTED, CONSIDERED, DECLINED, NEW = (
    SuggestionState.ACCEPTED,
    SuggestionState.CONSIDERED,
    SuggestionState.DECLINED,
    SuggestionState.NEW,
)


@pytest.fixture
def suggestion(hub):
    return make_suggestion(hub)


def standing(suggestion) -> tuple[str, str, int | None]:
    found = Suggestion.objects.with_standing(NOW).get(pk=suggestion.pk)
    return found.standing, found.settled_reason, found.settled_article


def events() -> list[tuple[str, str, dict]]:
    return [(event.verb, event.subject, json.loads(event.detail)) for event in AuditEvent.objects.order_by("pk")]


def test_same_form_is_stored_once_and_leaves_no_audit_event(hub):
    first = submit_suggestion(hub=hub, text="First", nonce="n", now=NOW)
    again = submit_suggestion(hub=hub, text="Second", nonce="n", now=NOW)

    assert (again.pk, again.text, Suggestion.objects.count()) == (first.pk, "First", 1)
    assert [(step.state, step.by) for step in first.steps.all()] == [(NEW, None)]
    assert events() == []


def test_decisions_are_steps_and_audited(suggestion, ada, paul):
    decide(suggestion=suggestion, state=CONSIDERED, by=ada, now=NOW)
    decide(suggestion=suggestion, state=DECLINED, reason=" Covered in May. ", by=paul, now=NOW)
    decide(suggestion=suggestion, state=DECLINED, reason="Covered in May.", by=ada, now=NOW)

    assert standing(suggestion) == (DECLINED, "Covered in May.", None)
    assert [(step.state, step.reason, step.by) for step in suggestion.steps.all()] == [
        (NEW, "", None),
        (CONSIDERED, "", ada),
        (DECLINED, "Covered in May.", paul),
    ]
    subject = f"suggestion {suggestion.pk}"
    assert events() == [
        ("decide suggestion", subject, {"state": "considered", "article": ""}),
        ("decide suggestion", subject, {"state": "declined", "article": ""}),
    ]


def test_published_follows_from_the_article(suggestion, ada):
    article = make_article()
    decide(suggestion=suggestion, state=ACCEPTED, article=article, by=ada, now=NOW)
    before = standing(suggestion)
    make_version(article)

    assert (before, standing(suggestion)) == ((ACCEPTED, "", article.pk), ("published", "", article.pk))

    article.taken_down_at = NOW
    article.save()
    assert standing(suggestion)[0] == ACCEPTED


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"state": DECLINED, "reason": "  "}, "Give the reason"),
        ({"state": SuggestionState.PUBLISHED}, "follows by itself"),
        ({"state": CONSIDERED, "article": "own"}, "belongs to an accepted suggestion"),
        ({"state": ACCEPTED, "article": "foreign"}, "belongs to another hub"),
    ],
)
def test_contradictions_are_refused(suggestion, ada, fields, sentence):
    if "article" in fields:
        other = make_hub(slug="other", is_default=False)
        fields = fields | {"article": make_article(other if fields["article"] == "foreign" else suggestion.hub)}

    with pytest.raises(CannotDecide, match=sentence):
        decide(suggestion=suggestion, by=ada, now=NOW, **fields)

    assert (standing(suggestion), events()) == ((NEW, "", None), [])


def test_merged_follow_the_one_that_is_kept(hub, ada):
    oldest, middle, kept = (make_suggestion(hub, text) for text in ("Oldest", "Middle", "Kept"))
    merge(kept=middle, duplicates=[oldest], by=ada, now=NOW)
    merge(kept=kept, duplicates=[middle], by=ada, now=NOW)
    decide(suggestion=kept, state=DECLINED, reason="No trial yet.", by=ada, now=NOW)

    assert [standing(one)[:2] for one in (oldest, middle, kept)] == [(DECLINED, "No trial yet.")] * 3
    assert set(Suggestion.objects.exclude(merged_into=None).values_list("merged_into", flat=True)) == {kept.pk}
    assert [str(step) for step in middle.steps.all()] == ["New", "Merged"]
    assert events()[1] == ("merge suggestions", f"suggestion {kept.pk}", {"merged": [str(middle.pk)]})


def test_what_was_merged_is_neither_decided_nor_merged_again(hub, ada):
    one, two, three = (make_suggestion(hub) for _ in range(3))
    merge(kept=one, duplicates=[two], by=ada, now=NOW)

    with pytest.raises(CannotDecide, match="decide that one"):
        decide(suggestion=two, state=CONSIDERED, by=ada, now=NOW)
    with pytest.raises(CannotDecide, match="merged already"):
        merge(kept=two, duplicates=[three], by=ada, now=NOW)
    with pytest.raises(CannotDecide, match="different hubs"):
        merge(kept=three, duplicates=[make_suggestion(make_hub(slug="b", is_default=False))], by=ada, now=NOW)


def test_text_is_removed_for_good_and_the_log_does_not_hold_it(suggestion, ada):
    for _ in range(2):
        empty(suggestion=suggestion, by=ada, now=NOW)

    suggestion.refresh_from_db()
    assert (suggestion.text, suggestion.emptied_at) == ("", NOW)
    assert events() == [("empty suggestion", f"suggestion {suggestion.pk}", {})]


@pytest.mark.parametrize("role", ["reviewer", "analyst", "sponsor manager"])
def test_other_roles_decide_nothing(suggestion, hub, role):
    staff = make_staff("staff", role)

    for deed in (
        lambda: decide(suggestion=suggestion, state=CONSIDERED, by=staff, now=NOW),
        lambda: merge(kept=suggestion, duplicates=[make_suggestion(hub)], by=staff, now=NOW),
        lambda: empty(suggestion=suggestion, by=staff, now=NOW),
    ):
        with pytest.raises(NotAllowed):
            deed()
