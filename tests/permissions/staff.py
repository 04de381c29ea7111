"""Pages and files for staff below /staff/. See `tests/permissions/matrix.py`."""

from hub.roles import ANALYST, PUBLISHER, READ_BALANCE, READ_OUTCOMES, REVIEWER, WRITER
from tests.permissions.models import EVERY_STAFF, REPORT_READERS
from tests.permissions.outcomes import ADMINISTRATOR, ELSEWHERE, REFUSED, Page, Who, staff


def files(route: str, who: Who, address: str = "") -> list[Page]:
    """A table as CSV and as a workbook."""
    return [Page(f"{route}.{ending}", f"/{address or route}.{ending}", who) for ending in ("csv", "xlsx")]


STAFF = [
    Page("staff/", "/staff/", staff(*EVERY_STAFF)),
    Page("staff/reports/", "/staff/reports/", staff(*REPORT_READERS)),
    *files("staff/reports/quizzes", staff(*REPORT_READERS)),
    *files("staff/reports/surveys", staff(*REPORT_READERS)),
    Page("staff/declarations/", "/staff/declarations/", staff(WRITER, REVIEWER, PUBLISHER)),
    *files("staff/declarations", staff(WRITER, REVIEWER, PUBLISHER)),
    Page("staff/reports/balance/", "/staff/reports/balance/", staff(*READ_BALANCE, ADMINISTRATOR)),
    Page("staff/reports/methods/", "/staff/reports/methods/", staff(*REPORT_READERS)),
    Page("staff/reports/worklist/", "/staff/reports/worklist/", staff(*REPORT_READERS)),
    *files("staff/reports/worklist", staff(*REPORT_READERS)),
    *files("staff/reports/balance", staff(*READ_BALANCE, ADMINISTRATOR)),
    Page("staff/reports/dictionary/", "/staff/reports/dictionary/", staff(*EVERY_STAFF)),
    *files("staff/reports/dictionary", staff(*EVERY_STAFF)),
    # Writers read sums of their own articles, never the answers of single learners.
    Page("staff/reports/answers/", "/staff/reports/answers/", staff(PUBLISHER, ANALYST)),
    *files("staff/reports/answers", staff(PUBLISHER, ANALYST)),
    Page(
        "staff/reports/quizzes/<int:pk>/answers/", "/staff/reports/quizzes/{quiz}/answers/", staff(PUBLISHER, ANALYST)
    ),
    *files("staff/reports/quizzes/<int:pk>/answers", staff(PUBLISHER, ANALYST), "staff/reports/quizzes/{quiz}/answers"),
    Page(
        "staff/reports/funders/<int:pk>/edition/",
        "/staff/reports/funders/{live_funder}/edition/",
        staff(*READ_OUTCOMES, ADMINISTRATOR, gets=ELSEWHERE),
        {},
    ),
    Page("staff/reports/funders/", "/staff/reports/funders/", staff(*READ_OUTCOMES, ADMINISTRATOR)),
    *(
        Page(
            f"staff/reports/funders/<int:pk>{ending}",
            f"/staff/reports/funders/{{live_funder}}{ending}",
            staff(*READ_OUTCOMES, ADMINISTRATOR),
        )
        for ending in ("/", ".pdf", ".csv", ".xlsx", ".json")
    ),
    # Writers and reviewers read the reports of articles that name them; this one names nobody.
    Page("staff/reports/cohorts/", "/staff/reports/cohorts/", staff(*REPORT_READERS)),
    *files("staff/reports/cohorts", staff(*REPORT_READERS)),
    Page("staff/reports/hubs/<slug:slug>/", "/staff/reports/hubs/{theme}/", staff(*REPORT_READERS)),
    *files("staff/reports/hubs/<slug:slug>", staff(*REPORT_READERS), "staff/reports/hubs/{theme}"),
    Page("staff/reports/topics/<slug:slug>/", "/staff/reports/topics/{topic_slug}/", staff(*REPORT_READERS)),
    *files("staff/reports/topics/<slug:slug>", staff(*REPORT_READERS), "staff/reports/topics/{topic_slug}"),
    Page(
        "staff/reports/worklist/<int:quiz>/<int:question>/<int:series>/",
        "/staff/reports/worklist/{quiz}/{live_question}/1/",
        staff(PUBLISHER, ANALYST),
    ),
    Page(
        "staff/reports/worklist/<int:quiz>/<int:question>/<int:series>/",
        "/staff/reports/worklist/{quiz}/{live_question}/1/",
        staff(PUBLISHER, ANALYST, gets=REFUSED),
        {},
    ),
    Page("staff/reports/quizzes/<int:pk>/", "/staff/reports/quizzes/{quiz}/", staff(PUBLISHER, ANALYST)),
    Page("staff/reports/quizzes/<int:pk>/scores/", "/staff/reports/quizzes/{quiz}/scores/", staff(PUBLISHER, ANALYST)),
    Page("staff/reports/plans/<int:pk>/", "/staff/reports/plans/{live}/", staff(PUBLISHER, ANALYST)),
    *files("staff/reports/plans/<int:pk>", staff(PUBLISHER, ANALYST), "staff/reports/plans/{live}"),
    Page(
        "staff/reports/objectives/<int:pk>/<slug:key>/",
        "/staff/reports/objectives/{live}/LO1/",
        staff(PUBLISHER, ANALYST),
    ),
    *files(
        "staff/reports/objectives/<int:pk>/<slug:key>",
        staff(PUBLISHER, ANALYST),
        "staff/reports/objectives/{live}/LO1",
    ),
    Page("staff/reports/levels/", "/staff/reports/levels/", staff(*REPORT_READERS)),
    *files("staff/reports/levels", staff(*REPORT_READERS)),
    Page("staff/reports/questions/<int:pk>/", "/staff/reports/questions/{live_question}/", staff(PUBLISHER, ANALYST)),
    *files("staff/reports/questions/<int:pk>", staff(PUBLISHER, ANALYST), "staff/reports/questions/{live_question}"),
    *files("staff/reports/quizzes/<int:pk>", staff(PUBLISHER, ANALYST), "staff/reports/quizzes/{quiz}"),
    Page("staff/reports/surveys/<int:pk>/", "/staff/reports/surveys/{survey}/", staff(PUBLISHER, ANALYST)),
    *files("staff/reports/surveys/<int:pk>", staff(PUBLISHER, ANALYST), "staff/reports/surveys/{survey}"),
    # Over the articles that an account may read: over none for whoever is named by none.
    Page("staff/reports/statements/<int:pk>/", "/staff/reports/statements/{statement}/", staff(*REPORT_READERS)),
    *files("staff/reports/statements/<int:pk>", staff(*REPORT_READERS), "staff/reports/statements/{statement}"),
    Page(
        "staff/reports/surveys/<int:pk>/words/<str:kind>/<uuid:words_pk>/redact/",
        "/staff/reports/surveys/{survey}/words/comment/{comment}/redact/",
        staff(PUBLISHER, ANALYST, gets=ELSEWHERE),
        {},
    ),
]
