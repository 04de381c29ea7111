"""Every consent to mails leaves a dated row that nothing changes, told to its owner and gone with the account."""

import hashlib
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from hub import consents, retention
from hub.consents import Purpose, Way
from hub.erasure import erase_account
from hub.learners import account_visitor
from hub.models import AppendOnlyError, AuditEvent, ConsentEvent, User
from hub.personal_data import personal_record
from quizzes.follow_up import Purpose as LinkPurpose
from quizzes.follow_up import ask, link_token, stop, stop_all
from tests.factories import NOW, make_published_quiz
from tests.follow_ups import answered, make_linked_learner, make_request
from tests.taking import new_client

pytestmark = pytest.mark.django_db
TODAY = timezone.now().date()


@pytest.fixture
def quiz(hub):
    return make_published_quiz()


def asked(quiz, user):
    answered(quiz, make_linked_learner(user), 1)
    return ask(user=user, quiz=quiz, visitor=account_visitor(user), now=timezone.now())


def told() -> list[tuple]:
    return list(ConsentEvent.objects.values_list("purpose", "subject", "is_given", "way", "decided_on"))


def test_agreeing_and_withdrawing_leave_a_row_each_and_repeating_none(quiz, dan):
    request = asked(quiz, dan)
    ask(user=dan, quiz=quiz, visitor=account_visitor(dan), now=timezone.now())
    for _ in range(2):
        stop(request, way=Way.SITE, now=timezone.now())
        stop_all(dan, way=Way.SITE, day=TODAY)

    slug = quiz.article.slug
    assert told() == [
        ("follow_up", slug, True, "site", TODAY),
        ("follow_up", slug, False, "site", TODAY),
        ("all_mails", "", False, "site", TODAY),
    ]
    given, withdrawn, _all = ConsentEvent.objects.all()
    assert given.wording == request.wording
    assert given.wording_hash == hashlib.sha256(given.wording.encode()).hexdigest() == request.wording_hash
    assert (withdrawn.wording, withdrawn.wording_hash) == ("", "")


def test_one_click_of_a_mail_program_is_recorded_once(quiz, dan):
    request = make_request(quiz, dan)
    url = f"/mail/stop/{link_token(request, LinkPurpose.STOP)}/"
    new_client().get(url)
    assert told() == []

    for address in (url, url, f"{url}all/", f"{url}all/"):
        new_client().post(address, {"List-Unsubscribe": "One-Click"})

    assert told() == [
        ("follow_up", quiz.article.slug, False, "mail", TODAY),
        ("all_mails", "", False, "mail", TODAY),
    ]


def test_rows_are_never_changed_or_deleted(dan):
    consents.withdrawn(user=dan, purpose=Purpose.ALL_MAILS, way=Way.SITE, day=TODAY)
    row = ConsentEvent.objects.get()

    for change in (row.save, row.delete, ConsentEvent.objects.all().delete):
        with pytest.raises(AppendOnlyError):
            change()
    with pytest.raises(AppendOnlyError):
        ConsentEvent.objects.update(is_given=True)


def test_agreement_without_its_words_is_refused(dan):
    with pytest.raises(IntegrityError), transaction.atomic():
        consents.given(user=dan, purpose=Purpose.FOLLOW_UP, subject="x", wording="", day=TODAY)


def test_export_tells_every_row_with_its_words(quiz, dan):
    request = asked(quiz, dan)
    stop(request, way=Way.MAIL, now=timezone.now())

    record = personal_record(account=dan, learner_ids=[], now=NOW)

    assert [(row["is_given"], row["way"], row["decided_on"], row["wording"]) for row in record["consents"]] == [
        (True, "site", TODAY.isoformat(), request.wording),
        (False, "mail", TODAY.isoformat(), ""),
    ]


def test_rows_go_with_the_account(quiz, dan, ada):
    asked(quiz, dan)
    consents.withdrawn(user=ada, purpose=Purpose.ALL_MAILS, way=Way.SITE, day=TODAY)

    erase_account(account=dan, with_answers=False, now=timezone.now())

    assert [row.user for row in ConsentEvent.objects.all()] == [ada]
    assert not User.objects.filter(pk=dan.pk).exists()
    assert '"consents": 1' in AuditEvent.objects.get(verb="erase person").detail


def test_rows_are_kept_for_three_years(dan):
    for days in (3 * 365 - 1, 3 * 365 + 2):
        consents.withdrawn(user=dan, purpose=Purpose.ALL_MAILS, way=Way.SITE, day=TODAY - timedelta(days=days))

    list(retention.run(now=timezone.now(), is_dry=False))

    assert [row.decided_on for row in ConsentEvent.objects.all()] == [TODAY - timedelta(days=3 * 365 - 1)]
