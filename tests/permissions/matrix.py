"""Who may open which address: every address of the site, for every visitor.

A new address belongs in here, or `tests/hub/test_permission_matrix.py` fails. An area is a list of pages; a page is a
route as the address resolver writes it, an address with the names of `tests/permissions/rows.py` in braces, and who
gets what. Addresses of the admin of a model follow from its line in `tests/permissions/models.py`.
"""

from collections.abc import Mapping

from hub.roles import ANALYST, PUBLISHER, REVIEWER, SPONSOR_MANAGER, WRITER
from tests.permissions.accounts import ACCOUNTS
from tests.permissions.models import (
    ADMINISTRATORS,
    DELETERS,
    EDITORS,
    EVERY_STAFF,
    MANAGERS,
    MODELS,
    READERS,
    REGISTRARS,
    pages_of_a_model,
)
from tests.permissions.outcomes import (
    ADMINISTRATOR,
    ANONYMOUS,
    ELSEWHERE,
    FORBIDDEN,
    LOG_IN,
    MEMBER,
    NOT_FOUND,
    OPEN,
    REFUSED,
    Page,
    Who,
    editorial,
    everybody,
    public,
    signed_in,
)
from tests.permissions.staff import STAFF


def of_a_row(route: str, who: Who, sent: Mapping[str, str] | None = None) -> Page:
    """A page of the admin below the address of one row."""
    name = f"{{{route.split('/')[1]}}}"
    return Page(f"admin/{route}", f"/admin/{route.replace('<int:pk>', name).replace('<id>', name)}", who, sent)


PUBLIC = [
    public(""),
    public("articles/"),
    public("articles/<slug:slug>/", **{"slug:slug": "{live_slug}"}),
    public("articles/<slug:slug>/versions/<int:number>/", **{"slug:slug": "{live_slug}", "int:number": "1"}),
    public("articles/<slug:slug>/references.<str:ending>", **{"slug:slug": "{live_slug}", "str:ending": "bib"}),
    public("articles/<slug:slug>/citation.<str:ending>", **{"slug:slug": "{live_slug}", "str:ending": "bib"}),
    public("articles/<slug:slug>/results.<str:ending>", **{"slug:slug": "{live_slug}", "str:ending": "csv"}),
    public("topics/<slug:slug>/", **{"slug:slug": "{topic_slug}"}),
    public("trials/"),
    public("trials/trials.csv"),
    public("feeds/articles.atom"),
    public("feeds/topics/<slug:slug>.atom", **{"slug:slug": "{topic_slug}"}),
    public("funders/"),
    public("disclosures/"),
    public("disclosures/history/"),
    public("articles/<slug:slug>/disclosures/", **{"slug:slug": "{live_slug}"}),
    public("articles/<slug:slug>/outcomes/", **{"slug:slug": "{live_slug}"}),
    public("articles/<slug:slug>/outcomes.csv", **{"slug:slug": "{live_slug}"}),
    public("committee/"),
    public("people/<slug:slug>/", **{"slug:slug": "{member_slug}"}),
    public("about/"),
    public("privacy/"),
    public("accessibility/"),
    public("sitemap.xml"),
    public("robots.txt"),
    public("healthz"),
    public("readyz"),
    Page("theme/<slug:slug>.<str:digest>.css", "/theme/{theme}.0.css", everybody()),
    # What counts a reading sets no cookie and knows nobody; it is sent, never opened.
    Page("articles/<slug:slug>/reach/", "/articles/{live_slug}/reach/", everybody(REFUSED)),
]

# What is not published is not there, whoever asks: editors have the preview.
UNPUBLISHED = [
    Page(route, address, everybody(NOT_FOUND))
    for route, address in {
        "articles/<slug:slug>/": "/articles/{draft_slug}/",
        "articles/<slug:slug>/versions/<int:number>/": "/articles/{draft_slug}/versions/1/",
        "articles/<slug:slug>/references.<str:ending>": "/articles/{draft_slug}/references.bib",
        "articles/<slug:slug>/citation.<str:ending>": "/articles/{draft_slug}/citation.bib",
        "articles/<slug:slug>/results.<str:ending>": "/articles/{draft_slug}/results.csv",
        "articles/<slug:slug>/disclosures/": "/articles/{draft_slug}/disclosures/",
        "articles/<slug:slug>/outcomes/": "/articles/{draft_slug}/outcomes/",
        "articles/<slug:slug>/outcomes.csv": "/articles/{draft_slug}/outcomes.csv",
        "people/<slug:slug>/": "/people/{person_slug}/",
        "trials/<slug:slug>/": "/trials/{trial_slug}/",
        "trials/<slug:slug>/results.csv": "/trials/{trial_slug}/results.csv",
        "trials/<slug:slug>/results.json": "/trials/{trial_slug}/results.json",
        "quizzes/<slug:slug>/<slug:phase>/": "/quizzes/{draft_slug}/pre/",
        "surveys/<slug:slug>/": "/surveys/{draft_slug}/",
    }.items()
]

LEARNERS = [
    # A result is its learner's: whoever else has the address finds nothing.
    Page("quizzes/attempts/<uuid:attempt_id>/", "/quizzes/attempts/{attempt}/", everybody(NOT_FOUND)),
    Page("quizzes/attempts/<uuid:attempt_id>/profile/", "/quizzes/attempts/{attempt}/profile/", everybody(REFUSED)),
    Page(
        "quizzes/attempts/<uuid:attempt_id>/profile/", "/quizzes/attempts/{attempt}/profile/", everybody(NOT_FOUND), {}
    ),
    Page("quizzes/<slug:slug>/<slug:phase>/", "/quizzes/{live_slug}/pre/", everybody()),
    Page("quizzes/<slug:slug>/<slug:phase>/", "/quizzes/{live_slug}/post/", everybody()),
    Page("quizzes/<slug:slug>/<slug:phase>/draft/", "/quizzes/{live_slug}/pre/draft/", everybody(REFUSED)),
    Page("quizzes/<slug:slug>/follow-up/ask/", "/quizzes/{live_slug}/follow-up/ask/", everybody(REFUSED)),
    Page("quizzes/<slug:slug>/follow-up/ask/", "/quizzes/{live_slug}/follow-up/ask/", signed_in(NOT_FOUND), {}),
    Page("quizzes/<slug:slug>/follow-up/withdraw/", "/quizzes/{live_slug}/follow-up/withdraw/", everybody(REFUSED)),
    Page(
        "quizzes/<slug:slug>/follow-up/withdraw/",
        "/quizzes/{live_slug}/follow-up/withdraw/",
        signed_in(NOT_FOUND) | {MEMBER: ELSEWHERE},
        {},
    ),
    Page("surveys/<slug:slug>/", "/surveys/{live_slug}/", everybody()),
    Page("surveys/<slug:slug>/commitment/", "/surveys/{live_slug}/commitment/", everybody(REFUSED)),
    public("me/"),
    Page(r"^me/record\.(?P<suffix>json|csv|pdf)$", "/me/record.json", everybody()),
    Page("me/notes/<slug:slug>/", "/me/notes/{live_slug}/", everybody()),
    # Erasing asks for the password again.
    Page("me/erase/", "/me/erase/", signed_in(ELSEWHERE) | {ANONYMOUS: OPEN}),
    Page("me/mail/", "/me/mail/", everybody()),
]

# The key in the address is the authority, whoever is signed in.
BY_KEY = [
    Page("mail/follow-up/<str:token>/", "/mail/follow-up/{follow_up}/", everybody(REFUSED)),
    Page("mail/follow-up/<str:token>/draft/", "/mail/follow-up/{follow_up}/draft/", everybody(REFUSED)),
    Page("mail/stop/<str:token>/", "/mail/stop/{follow_up_stop}/", everybody()),
    Page("mail/stop/<str:token>/all/", "/mail/stop/{follow_up_stop}/all/", everybody(REFUSED)),
    Page("mail/suggestion/<str:token>/", "/mail/suggestion/{suggestion_stop}/", everybody()),
    Page("mail/updates/<str:token>/", "/mail/updates/{updates_confirm}/", everybody()),
    Page("mail/updates/<str:token>/stop/", "/mail/updates/{updates_stop}/stop/", everybody()),
    public("suggest/"),
    Page("suggest/<str:token>/", "/suggest/{suggestion_status}/", everybody()),
    Page("suggest/<str:token>/", "/suggest/{suggestion}/", everybody(NOT_FOUND)),
    public("contribute/"),
    Page("contribute/<str:token>/", "/contribute/{contribution_page}/", everybody()),
    Page("contribute/<str:token>/", "/contribute/{contribution}/", everybody(NOT_FOUND)),
    Page("contribute/<str:token>/receipt/", "/contribute/{contribution_page}/receipt/", everybody()),
    Page("contribute/<str:token>/receipt/", "/contribute/{contribution}/receipt/", everybody(NOT_FOUND)),
    Page("declare/<str:token>/", "/declare/{declare}/", everybody()),
    Page("declare/<str:token>/", "/declare/{declaration}/", everybody(NOT_FOUND)),
    Page("mail/declaration/<str:token>/", "/mail/declaration/{declare_stop}/", everybody()),
]

# By the field that asks: which rows it offers follows from who may list them.
CHOICES = {
    "app_label=articles&model_name=suggestion&field_name=article": READERS,
    "app_label=articles&model_name=trialblock&field_name=trial": READERS,
    "app_label=articles&model_name=result&field_name=ref": READERS,
    "app_label=articles&model_name=contributor&field_name=person": READERS,
    "app_label=quizzes&model_name=quizquestion&field_name=question": READERS,
    "app_label=surveys&model_name=surveystatement&field_name=statement": READERS,
    "app_label=sponsors&model_name=agreement&field_name=topic": READERS,
    "app_label=sponsors&model_name=articlesupport&field_name=article": READERS,
    "app_label=sponsors&model_name=versionsupport&field_name=version": READERS,
    "app_label=sponsors&model_name=contribution&field_name=suggestion": EDITORS,
    "app_label=sponsors&model_name=agreement&field_name=funder": MANAGERS,
    "app_label=sponsors&model_name=supportingagreement&field_name=agreement": MANAGERS,
    "app_label=sponsors&model_name=contributionstep&field_name=contribution": (SPONSOR_MANAGER,),
    "app_label=sponsors&model_name=agreementchange&field_name=event": (PUBLISHER, ADMINISTRATOR),
    "app_label=hub&model_name=auditevent&field_name=actor": ADMINISTRATORS,
}
APPS = {
    "hub": (*READERS, SPONSOR_MANAGER),
    "sponsors": (WRITER, PUBLISHER, *MANAGERS),
    "articles": READERS,
    "quizzes": (*READERS, ANALYST),
    "surveys": READERS,
    "account": ADMINISTRATORS,
}
# From a row to its page on the site: the address of a draft tells its subject.
SHORTCUTS = {
    "articles.article": editorial(READERS, ELSEWHERE),
    "articles.trial": editorial(READERS, ELSEWHERE),
    "articles.topic": editorial(READERS, ELSEWHERE),
    "sponsors.contribution": editorial((SPONSOR_MANAGER,), NOT_FOUND),
    "quizzes.attempt": editorial((ANALYST, ADMINISTRATOR), NOT_FOUND),
}

DESK = [
    Page("admin/", "/admin/", editorial(EVERY_STAFF)),
    Page("admin/login/", "/admin/login/", everybody(ELSEWHERE) | {ANONYMOUS: LOG_IN, MEMBER: FORBIDDEN}),
    Page("admin/logout/", "/admin/logout/", editorial(EVERY_STAFF, REFUSED) | dict.fromkeys((ANONYMOUS, MEMBER), ELSEWHERE)),
    Page("admin/password_change/", "/admin/password_change/", editorial(EVERY_STAFF)),
    Page("admin/password_change/done/", "/admin/password_change/done/", editorial(EVERY_STAFF)),
    Page("admin/hub/auditevent/export.csv", "/admin/hub/auditevent/export.csv", editorial((PUBLISHER, ADMINISTRATOR))),
    Page("admin/jsi18n/", "/admin/jsi18n/", editorial(EVERY_STAFF)),
    Page("admin/(?P<url>.*)$", "/admin/nothing-here", editorial(EVERY_STAFF, NOT_FOUND)),
    *(Page("admin/autocomplete/", f"/admin/autocomplete/?{query}", editorial(who)) for query, who in CHOICES.items()),
    *(Page("admin/^(?P<app_label>hub|sponsors|articles|quizzes|surveys|account)/$", f"/admin/{app}/", editorial(who) | dict.fromkeys(set(EVERY_STAFF) - set(who), NOT_FOUND)) for app, who in APPS.items()),
    *(Page("admin/r/<path:content_type_id>/<path:object_id>/", f"/admin/r/{{type_of_{model.split('.')[1]}}}/{{{model.split('.')[1]}}}/", who) for model, who in SHORTCUTS.items()),
]  # fmt: skip

CONTENT = [
    Page(f"admin/articles/article/<int:pk>/{name}/", f"/admin/articles/article/{{article}}/{name}/", editorial(who))
    for name, who in {
        "preview": READERS,
        "export": READERS,
        "approve": (REVIEWER,),
        "publish": (PUBLISHER,),
        "schedule": (PUBLISHER,),
        "unschedule": (PUBLISHER,),
        "take-down": (PUBLISHER,),
    }.items()
] + [
    of_a_row(route, editorial(who))
    for route, who in {
        "articles/article/import/": EDITORS,
        "articles/reference/import/": EDITORS,
        "articles/reference/search/": READERS,
        "articles/trial/results/": READERS,
        "articles/trial/import/": EDITORS,
        "articles/trial/<int:pk>/import/": EDITORS,
        "quizzes/question/<int:pk>/correct-key/": (REVIEWER, PUBLISHER),
        "quizzes/question/<int:pk>/withdraw/": (REVIEWER, PUBLISHER),
        "quizzes/question/import/": EDITORS,
        "quizzes/question/import/template.csv": READERS,
        "quizzes/question/export.csv": READERS,
        "hub/user/<id>/password/": ADMINISTRATORS,
        "hub/declaration/<int:pk>/review/": (REVIEWER, PUBLISHER),
        "hub/declaration/<int:pk>/withdraw/": EDITORS,
    }.items()
]

# Forms and buttons, sent empty or with the least that a page asks for: who is refused before anything is read.
SENDING = [
    of_a_row(route, editorial(*who), {})
    for route, who in {
        "articles/article/<int:pk>/approve/": ((REVIEWER,), ELSEWHERE),
        "articles/article/<int:pk>/publish/": ((PUBLISHER,), REFUSED),
        "articles/article/<int:pk>/schedule/": ((PUBLISHER,), OPEN),
        "articles/article/<int:pk>/unschedule/": ((PUBLISHER,), OPEN),
        "articles/article/<int:pk>/take-down/": ((PUBLISHER,), OPEN),
        "hub/declaration/<int:pk>/review/": ((REVIEWER, PUBLISHER), ELSEWHERE),
        "hub/declaration/<int:pk>/withdraw/": (EDITORS, OPEN),
        "hub/declaration/add/": (EDITORS, OPEN),
        "hub/committeeterm/add/": (DELETERS, OPEN),
        "sponsors/product/add/": (REGISTRARS, OPEN),
        "sponsors/contribution/add/": ((SPONSOR_MANAGER,), OPEN),
        "articles/article/import/": (EDITORS, OPEN),
        "articles/reference/import/": (EDITORS, REFUSED),
        "articles/trial/import/": (EDITORS, REFUSED),
        "articles/trial/<int:pk>/import/": (EDITORS, REFUSED),
        "articles/trial/import/take/": (EDITORS, ELSEWHERE),
        "articles/trial/suggestions/": (EDITORS, REFUSED),
        "articles/trial/suggestions/accept/": (EDITORS, REFUSED),
        "quizzes/question/<int:pk>/correct-key/": ((REVIEWER, PUBLISHER), OPEN),
        "quizzes/question/<int:pk>/withdraw/": ((REVIEWER, PUBLISHER), OPEN),
        "quizzes/question/place/": (EDITORS, REFUSED),
        "quizzes/question/import/": (EDITORS, REFUSED),
        "quizzes/question/preview/": (EDITORS, OPEN),
        "quizzes/question/remarks/": (EDITORS, OPEN),
        "hub/user/<id>/password/": (ADMINISTRATORS, OPEN),
        "articles/article/add/": (EDITORS, OPEN),
        "sponsors/agreement/add/": (MANAGERS, OPEN),
        "sponsors/notice/add/": (MANAGERS, OPEN),
        "hub/user/add/": (ADMINISTRATORS, OPEN),
    }.items()
]

AREAS = {
    "public pages": PUBLIC,
    "unpublished": UNPUBLISHED,
    "pages of learners": LEARNERS,
    "addresses with a key": BY_KEY,
    "accounts": ACCOUNTS,
    "staff pages": STAFF,
    "desk": DESK,
    "pages of content": CONTENT,
    "sending": SENDING,
} | {label: pages_of_a_model(label, who) for label, who in MODELS.items()}
