"""What PostgreSQL itself refuses and lets pass, whoever asks. Not run on SQLite, which has the guards of the models."""

import json

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import QuerySet

from articles.models import ArticleVersion, StoredFile
from hub.history_triggers import ROWS, append_only_models, install_triggers, rule_of
from hub.models import AuditEvent, Learner
from hub.rewriting import ALLOWED_DELETIONS, ALLOWED_UPDATES, DERIVED, Reason, rewriting
from quizzes.models import Answer, Attempt, AttemptFlag, Phase, PinnedQuestion
from tests.factories import make_article, make_attempt, make_published_quiz, make_version

pytestmark = pytest.mark.django_db
on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="not run: triggers are PostgreSQL's")


@pytest.fixture
def attempt(hub):
    return make_attempt(make_published_quiz(), Phase.PRE, [0])


def run(statement, parameters=None):
    """Rows touched by the statement, in a savepoint of its own."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.rowcount


def test_rules_say_in_columns_what_rewriting_says_in_fields():
    rules = {model._meta.label_lower: rule_of(model) for model in append_only_models()}

    assert {label: rule["updates"] for label, rule in rules.items() if rule["updates"]} == {
        "quizzes.attempt": {"adoption": ["learner_id"]},
        "surveys.surveyresponse": {"adoption": ["learner_id"]},
    }
    assert {label for label, rule in rules.items() if rule["derived"]} == set(DERIVED)
    for reason in Reason:
        assert {label for label, rule in rules.items() if reason in rule["updates"]} == set(
            ALLOWED_UPDATES.get(reason, ())
        )
        assert {label for label, rule in rules.items() if reason in rule["deletions"]} == set(
            ALLOWED_DELETIONS.get(reason, ())
        )
    assert [label for label, rule in rules.items() if rule["goes_with_parent"]] == ["articles.storedfile"]


@on_postgresql
def test_database_holds_the_rule_of_every_append_only_table():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, tgname, tgargs FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
            " WHERE tgname LIKE 'history_%%' ORDER BY relname, tgname"
        )
        found = [(table, name, json.loads(bytes(rule).rstrip(b"\0"))) for table, name, rule in cursor.fetchall()]

    assert found == sorted(
        (
            (model._meta.db_table, name, rule_of(model))
            for model in append_only_models()
            for name in (ROWS, "history_table")
        ),
        key=lambda line: line[:2],
    )


@on_postgresql
def test_standing_triggers_are_left_alone_and_lost_or_foreign_ones_mended():
    assert install_triggers() == []

    run(f"DROP TRIGGER {ROWS} ON quizzes_answer")
    run(f"CREATE TRIGGER {ROWS} BEFORE DELETE ON hub_hub FOR EACH ROW EXECUTE FUNCTION hub_keep_history('{{}}')")

    assert install_triggers() == ["hub_hub", "quizzes_answer"]
    assert install_triggers() == []


@on_postgresql
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE quizzes_answer SET was_correct = NOT was_correct",
        "UPDATE quizzes_attempt SET phase = 'post'",
        "UPDATE quizzes_attempt SET learner_id = gen_random_uuid()",
        "UPDATE articles_articleversion SET title = 'Other', body_html = 'Other'",
        "UPDATE hub_auditevent SET verb = 'other'",
        "DELETE FROM quizzes_answer",
        "DELETE FROM hub_auditevent",
        "DELETE FROM quizzes_pinnedquestion",
    ],
)
def test_statement_is_refused(attempt, statement):
    AuditEvent.objects.create(at=attempt.submitted_at, verb="did", subject="it", previous_hash="0", hash="1")

    with pytest.raises(DatabaseError, match="are history"):
        run(statement)


@on_postgresql
def test_truncation_is_refused_but_on_the_connection_of_tests(attempt):
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run("SET LOCAL hub.may_truncate = ''")

    with pytest.raises(DatabaseError, match="TRUNCATE is refused"):
        run("TRUNCATE quizzes_answer")


def test_remade_body_passes(attempt):
    attempt.article_version.save_body("<p>Remade</p>")

    assert ArticleVersion.objects.get().body_html == "<p>Remade</p>"


@on_postgresql
@pytest.mark.parametrize("reason", Reason)
@pytest.mark.parametrize(
    ("name", "statement"),
    [
        ("learner", "UPDATE quizzes_attempt SET learner_id = %s"),
        ("more", "UPDATE quizzes_attempt SET learner_id = %s, phase = 'post'"),
        ("answer", "UPDATE quizzes_answer SET was_correct = (%s <> '')"),
        ("deletion", "DELETE FROM quizzes_answer WHERE %s <> ''"),
        ("pins", "DELETE FROM quizzes_pinnedquestion WHERE %s <> ''"),
    ],
    ids=lambda value: value if " " not in value else "",
)
def test_each_reason_lets_pass_what_it_names(attempt, reason, name, statement):
    Answer.objects.get(was_correct=False)
    passes = {
        ("learner", Reason.ADOPTION),
        ("deletion", Reason.ERASURE),
        ("deletion", Reason.RETENTION),
    }
    learner = str(Learner.objects.create().pk)

    with rewriting(reason):
        if (name, reason) in passes:
            assert run(statement, [learner]) == 1
        else:
            with pytest.raises(DatabaseError, match="are history"):
                run(statement, [learner])


@on_postgresql
def test_history_is_closed_again_within_the_transaction(attempt):
    with rewriting(Reason.ERASURE):
        pass

    with pytest.raises(DatabaseError, match="are history"):
        run("DELETE FROM quizzes_answer")


@on_postgresql
def test_plain_queryset_is_refused_too(attempt):
    for model in (Attempt, AttemptFlag, PinnedQuestion):
        assert issubclass(model, tuple(append_only_models()))
    with pytest.raises(DatabaseError, match="are history"), transaction.atomic():
        QuerySet(Attempt).update(phase="post")


def test_files_go_with_the_draft_they_belong_to(hub):
    article = make_article(hub)
    StoredFile.objects.create(article=article, name="a.vtt", kind="captions", path="a", digest="1", given_digest="1")

    article.delete()

    assert not StoredFile.objects.exists()


@on_postgresql
def test_schema_of_history_can_change(hub):
    """As later migrations will; rows of another transaction, so that no check of a foreign key waits."""
    make_version(make_article(hub))
    run("SET CONSTRAINTS ALL IMMEDIATE")

    run("ALTER TABLE articles_articleversion ADD COLUMN later text NOT NULL DEFAULT 'x'")
    run("ALTER TABLE articles_articleversion ALTER COLUMN title TYPE varchar(400)")

    assert run("SELECT 1 FROM articles_articleversion WHERE later = 'x'") == 1
