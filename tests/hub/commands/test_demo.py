"""manage.py demo: the sample hub as a newcomer finds it. One run serves all tests of this file."""

import io
import json
import re
import shutil
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from articles.models import Article, ArticleVersion, StoredFile, Suggestion
from articles.preflight import findings
from hub.audit import verify
from hub.management.commands import demo
from hub.models import Hub
from quizzes.models import Attempt, Quiz
from sponsors.models import AgreementChange, Contribution, DisclosureSnapshot
from tests.articles.bundle import bundles

INTERVIEW = "/articles/anti-cd38-antibodies-in-multiple-myeloma/"
LANDSCAPE = "/articles/anti-cd38-antibodies-before-relapse/"
TRIALS = ("imroz", "cepheus", "perseus", "gmmg-hd7", "aquila")
LEARNERS = 2


def run(**options):
    out = io.StringIO()
    call_command("demo", learners=LEARNERS, stdout=out, **options)
    return out.getvalue()


@pytest.fixture(scope="module")
def first_run(django_db_setup, django_db_blocker):
    """What the first run printed; its rows stay until the last test of this file has run."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield run(force=True)
        transaction.set_rollback(True)


@pytest.fixture
def sample(first_run, db):
    """The sample hub; what a test changes in it is undone."""
    return Hub.objects.get(slug="mm")


def page(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def sample_file(name):
    return json.loads((demo.SAMPLES / name).read_text(encoding="utf-8"))


@pytest.mark.django_db
def test_outside_debug_it_refuses_without_force():
    with pytest.raises(CommandError, match="Give --force"):
        run()

    assert not Hub.objects.exists()


def test_articles_are_thirty_and_ten_days_old(sample):
    days = ArticleVersion.objects.order_by("published_on").values_list("article__kind", "published_on")

    ages = [(kind, (timezone.localdate() - day).days) for kind, day in days]
    assert ages == [("interview", 30), ("landscape", 10)]


def test_every_role_has_a_log_in(sample, first_run):
    assert re.findall(r"^  (\S+)@example\.org$", first_run, re.M) == [
        "writer",
        "reviewer",
        "publisher",
        "analyst",
        "sponsor-manager",
        "administrator",
    ]


def test_learners_took_both_quizzes(sample):
    assert set(Attempt.objects.values_list("quiz__article__kind", "learner__is_simulated")) == {
        ("interview", True),
        ("landscape", True),
    }
    assert Attempt.objects.values("learner").distinct().count() == LEARNERS


def test_second_run_on_a_later_day_changes_nothing(sample, monkeypatch):
    before = bundles.row_counts()
    later = timezone.localdate() + timedelta(days=5)
    monkeypatch.setattr(timezone, "localdate", lambda *given: later)

    run(force=True)

    assert bundles.row_counts() == before


def test_article_added_to_an_older_sample_keeps_its_distance_to_the_first(sample, monkeypatch, tmp_path):
    added = sample_file("first-line-landscape.json")
    added["article"]["slug"] = "added"
    (tmp_path / "first-line-landscape.json").write_text(bundles.to_text(added))
    for name in ("anti-cd38.json", "mrd-negativity.png"):
        shutil.copy(demo.SAMPLES / name, tmp_path)
    later = timezone.localdate() + timedelta(days=5)
    monkeypatch.setattr(timezone, "localdate", lambda *given: later)
    monkeypatch.setattr(demo, "SAMPLES", tmp_path)

    run(force=True)

    first, last = (ArticleVersion.objects.get(article__slug=slug) for slug in (INTERVIEW.split("/")[2], "added"))
    assert (last.published_on - first.published_on).days == 20


@pytest.mark.parametrize(
    ("kind", "rules"),
    [
        ("interview", ["STAT-CIMIX", "REF-STALEURL", "REF-STALEURL", "OBJ-DOUBLE", "ABB-ONCE", "ABB-ONCE"]),
        ("landscape", ["STAT-CIMIX", "REF-STALEURL", "REF-STALEURL", "SURVEY-NONE"]),
    ],
)
def test_checks_have_remarks_and_nothing_to_mend(sample, kind, rules):
    article = Article.objects.get(kind=kind)

    found = findings(article, article.published_on)

    assert [(one.severity, one.rule) for one in found] == [("info", rule) for rule in rules]


def test_both_samples_say_the_same_of_trials_and_references():
    first, second = map(sample_file, demo.ARTICLES)

    assert [second[key] for key in ("trials", "references")] == [first[key] for key in ("trials", "references")]


def test_landscape_shows_what_an_article_can_hold(client, sample):
    html = page(client, LANDSCAPE)

    assert re.findall(r'<a href="#(t-\w+)">(\w+)&nbsp;1</a>', html) == [("t-pfs", "Table"), ("t-mrd", "Figure")]
    assert re.findall(r'<p class="table-block__note" id="(\S+)">', html) == ["n1-a", "n1-b"]
    assert ("Overview of 5 trials" in html, html.count("Time-sensitive"), html.count("Expert view")) == (True, 2, 2)
    assert "Newer data published" not in html


def test_landscape_asks_complete_questions_one_at_a_time(client, sample):
    quiz = Quiz.objects.get(article__kind="landscape")
    lines = list(quiz.lines.select_related("question"))
    given = [(line.objective_id and line.evidence and line.question.rationale and line.question.refs) for line in lines]
    options = [option for line in lines for option in line.question.options.all()]

    assert (quiz.presentation, quiz.confidence, len(lines)) == (Quiz.Presentation.ONE, True, 4)
    assert all([*given, *(option.feedback for option in options)])
    assert sorted(option.order for option in options if option.is_key) == [0, 1, 2, 3]
    assert "Question 1 of 4" in page(client, f"/quizzes/{quiz.article.slug}/pre/")


def test_picture_of_the_landscape_is_stored(client, sample):
    picture = StoredFile.objects.get()

    assert (picture.name, f"/media/{picture.path}" in page(client, LANDSCAPE)) == ("mrd-negativity.png", True)


def test_interview_names_the_newer_article_on_all_its_trials(client, sample):
    html = page(client, INTERVIEW)

    notice = html[html.index("Newer data published") : html.index("</aside>")]
    assert set(re.findall(r'href="(\S+)"', notice)) == {LANDSCAPE, *(f"/trials/{slug}/" for slug in TRIALS)}


@pytest.mark.parametrize("slug", TRIALS)
def test_trial_lists_both_articles(client, sample, slug):
    html = page(client, f"/trials/{slug}/")

    assert (INTERVIEW in html, LANDSCAPE in html) == (True, True)
    assert f'href="/trials/{slug}/"' in page(client, "/trials/")


def test_suggestions_stand_in_every_state_with_their_reasons(sample):
    told = {one.nonce: (one.standing, one.settled_reason) for one in Suggestion.objects.with_standing()}

    assert told == {
        "sample-published": ("published", ""),
        "sample-duplicate": ("published", ""),
        "sample-declined": ("declined", "Sample reason: the hub reviews evidence and recommends no clinics."),
        "sample-considered": ("considered", ""),
        "sample-new": ("new", ""),
    }


def test_contributions_and_the_update_say_that_they_are_samples(sample, client):
    given = Contribution.objects.order_by("name").values_list("name", "status")

    assert list(given) == [
        ("Sample giver A", "paid"),
        ("Sample giver B", "refunded"),
        ("Sample giver C", "pledged"),
        ("Sample giver D", "paid"),
    ]
    assert "Sample update." in page(client, "/contribute/")
    assert "Sample giver A" in page(client, "/funders/")


def test_audit_log_of_the_sample_hub_is_whole(sample):
    verdict = verify()

    assert (verdict.problems, verdict.remarks) == ([], [])
    # Two articles, each with a version, its outcome plan and an approval.
    assert verdict.n_payloads == 6 + AgreementChange.objects.count() + DisclosureSnapshot.objects.count()
