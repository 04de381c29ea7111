"""Roles of staff, and what each may see. A role is the group of that name."""

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet

from .models import Person, User

WRITER = "writer"
REVIEWER = "reviewer"
PUBLISHER = "publisher"
ANALYST = "analyst"
SPONSOR_MANAGER = "sponsor manager"
ROLES = (WRITER, REVIEWER, PUBLISHER, ANALYST, SPONSOR_MANAGER)

READ_EVERY_REPORT = frozenset({ANALYST, PUBLISHER})
READ_OWN_REPORTS = frozenset({WRITER, REVIEWER})
READ_BALANCE = frozenset({ANALYST, PUBLISHER, SPONSOR_MANAGER})
"""Who may set content beside funding; only a sponsor manager sees there what follows from amounts."""


READ_OUTCOMES = frozenset({ANALYST, PUBLISHER, SPONSOR_MANAGER})
"""Who makes reports for funders: aggregates of published articles, with nothing of drafts."""


def reads_question_statistics(user: User) -> bool:
    """Whether the account sees, beside a question, how often it was answered rightly over all quizzes.

    These are numbers of a question and of nobody, so whoever reads any report sees them, of whatever article.
    """
    return user.is_active and not user.role_names.isdisjoint(READ_EVERY_REPORT | READ_OWN_REPORTS)


def readable_reports(user: User, reported: QuerySet, article: str = "article") -> QuerySet:
    """Those rows of `reported` whose report the account may read. article: the field that names a row's article.

    Analysts and publishers read all; writers and reviewers read those of articles that name them as contributors.
    Raises PermissionDenied for everyone else.
    """
    roles = user.role_names if user.is_active else frozenset()
    if roles & READ_EVERY_REPORT:
        return reported
    if roles & READ_OWN_REPORTS:
        named = Person.objects.filter(user=user, contributions__article=OuterRef(article))
        return reported.filter(Exists(named))
    raise PermissionDenied
