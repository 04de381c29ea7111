from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles.models import ReaderNote
from hub import erasure
from hub.models import ErasedPerson, Learner, LearnerLink, User
from quizzes.models import Attempt, Phase
from tests.factories import make_attempt, make_published_quiz, make_user
from tests.mine import link, make_note


@pytest.fixture
def quiz(hub):
    return make_published_quiz()


def fill(account: User, quiz) -> Learner:
    """An account with an answer and a note, as a backup from before the erasure would bring it back."""
    long_ago = timezone.now() - timedelta(days=90)
    User.objects.filter(pk=account.pk).update(date_joined=long_ago)
    learner = Learner.objects.create(created_at=long_ago)
    link(account, learner)
    make_attempt(quiz, Phase.POST, [2], learner)
    make_note(learner, quiz.article)
    return learner


def test_account_goes_and_answers_stay(quiz, dan, capsys):
    fill(dan, quiz)

    call_command("person_erase", "Dan@Example.org", yes=True)

    assert capsys.readouterr().out == "Account deleted. Rows deleted: notes 1.\n"
    assert (User.objects.filter(pk=dan.pk).count(), LearnerLink.objects.count(), Attempt.objects.count()) == (0, 0, 1)


def test_answers_go_too_on_request(quiz, dan, capsys):
    fill(dan, quiz)

    call_command("person_erase", "dan@example.org", "--with-answers", "--yes")

    assert capsys.readouterr().out == "Account deleted. Rows deleted: notes 1, attempts 1.\n"
    assert Attempt.objects.count() == 0


def test_device_adopted_until_the_learner_is_locked_is_erased_too(quiz, dan, monkeypatch):
    kept = fill(dan, quiz)
    find = erasure.with_merged

    def adopted_first(ids):
        monkeypatch.setattr(erasure, "with_merged", find)
        found = find(ids)
        make_attempt(quiz, Phase.POST, [2], Learner.objects.create(merged_into=kept))
        return found

    monkeypatch.setattr(erasure, "with_merged", adopted_first)
    erasure.erase_account(account=dan, with_answers=True, now=timezone.now())

    assert (Attempt.objects.count(), Learner.objects.count()) == (0, 0)


def test_erasing_again_says_that_there_is_nothing(quiz, dan, capsys):
    call_command("person_erase", "dan@example.org", yes=True)
    capsys.readouterr()

    call_command("person_erase", "dan@example.org", yes=True)

    assert capsys.readouterr().out == "No account has this e-mail address: there is nothing to erase.\n"


@pytest.mark.parametrize(("typed", "is_erased"), [("yes", True), ("y", False), ("", False)])
def test_it_asks_before_it_erases(dan, monkeypatch, typed, is_erased):
    monkeypatch.setattr("builtins.input", lambda question: typed)

    if is_erased:
        call_command("person_erase", "dan@example.org")
    else:
        with pytest.raises(CommandError, match="Nothing was erased"):
            call_command("person_erase", "dan@example.org")

    assert User.objects.filter(pk=dan.pk).exists() is not is_erased


def test_replay_erases_whom_a_backup_brought_back(quiz, dan, capsys, tmp_path):
    fill(dan, quiz)
    call_command("person_erase", "dan@example.org", "--with-answers", "--yes")
    capsys.readouterr()
    call_command("person_erase", "--list")
    path = tmp_path / "erased.txt"
    path.write_text(capsys.readouterr().out)
    ErasedPerson.objects.all().delete()  # the list of the backup is older than the erasure
    fill(make_user("dan"), quiz)
    stranger = fill(make_user("cara"), quiz)

    call_command("person_erase", "--replay", str(path))
    call_command("person_erase", "--replay", str(path))

    assert capsys.readouterr().out == "1 erased again.\n0 erased again.\n"
    assert not User.objects.filter(email="dan@example.org").exists()
    assert list(Attempt.objects.values_list("learner", flat=True)) == [stranger.pk]
    assert list(ReaderNote.objects.values_list("learner", flat=True)) == [stranger.pk]


def test_replay_leaves_whoever_came_back_later(quiz, dan, tmp_path, capsys):
    call_command("person_erase", "dan@example.org", yes=True)
    capsys.readouterr()
    call_command("person_erase", "--list")
    path = tmp_path / "erased.txt"
    path.write_text(capsys.readouterr().out)
    again = make_user("dan")

    call_command("person_erase", "--replay", str(path))

    assert User.objects.filter(pk=again.pk).exists()


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("nonsense", "is no list of erased people"),
        ("a b with", "this line cannot be read: a b with"),
        (None, "could not be read"),
    ],
)
def test_list_that_cannot_be_read_is_an_error(db, tmp_path, content, problem):
    path = tmp_path / "erased.txt"
    if content is not None:
        path.write_text(content)

    with pytest.raises(CommandError, match=problem):
        call_command("person_erase", "--replay", str(path))


def test_nothing_to_do_is_an_error(db):
    with pytest.raises(CommandError, match="Give an e-mail address, --list or --replay FILE"):
        call_command("person_erase")
