"""What each role may do in the admin, model by model. Django's own permissions carry it, on the group of the role.

Who may approve or publish is not here: `articles.actions` asks for the role itself.
"""

from collections.abc import Iterable, Mapping

from .roles import ANALYST, PUBLISHER, REVIEWER, SPONSOR_MANAGER, WRITER

VIEW = frozenset({"view"})
ENTER = VIEW | {"add"}
EDIT = ENTER | {"change"}
MANAGE = EDIT | {"delete"}
DECIDE = VIEW | {"change"}
Grants = Mapping[str, frozenset[str]]

_CONTENT = ("articles.article", "articles.topic", "articles.trial", "articles.reference", "hub.person")
_CONTENT_QUESTIONS = ("hub.declaration", "quizzes.question", "surveys.statement")
# Rows of their parents' pages: whoever edits the parent may also remove them.
_ROWS = (
    "articles.headingblock", "articles.textblock", "articles.listblock", "articles.trialblock", "articles.quoteblock",
    "articles.tableblock", "articles.landscapeblock",
    "articles.articletopic", "articles.articletrial", "articles.citation", "articles.contributor", "articles.objective",
    "articles.trialid", "articles.trialpart", "articles.arm", "articles.endpoint", "articles.regulatoryevent",
    "articles.analysis", "articles.followup", "articles.result", "articles.armvalue", "articles.comparison",
    "articles.figureblock", "articles.videoblock", "articles.articlevideo", "articles.videocaptions", "articles.videochapter",
    "hub.interest", "hub.contact", "quizzes.option", "quizzes.quiz", "quizzes.quizquestion", "surveys.survey",
    "surveys.surveystatement",
)  # fmt: skip
_GLOSSARY = ("articles.glossaryterm",)
_HISTORY = ("articles.articleversion", "articles.unscheduling", "articles.approval", "articles.finding")
_COMMITTEE = ("hub.committeeterm",)
_REGISTER = (
    "sponsors.product",
    "sponsors.productspelling",
    "sponsors.productowner",
    "sponsors.company",
    "sponsors.companyname",
)
_SUPPORT = ("sponsors.articlesupport", "sponsors.supportingagreement")


def _grant(models: Iterable[str], actions: frozenset[str]) -> Grants:
    return dict.fromkeys(models, actions)


_WRITING = _grant(_CONTENT + _CONTENT_QUESTIONS, EDIT) | _grant(_ROWS, MANAGE)
_READING = _grant((*_HISTORY, *_SUPPORT, *_GLOSSARY, *_COMMITTEE, "hub.hub"), VIEW)

_INBOX = {"articles.suggestion": DECIDE, "articles.suggestionstep": VIEW}
_DONORS = {"sponsors.contribution": EDIT, "sponsors.contributionstep": VIEW}

PERMISSIONS: dict[str, Grants] = {
    WRITER: _WRITING | _READING | _INBOX | _grant(_REGISTER, VIEW),
    REVIEWER: _grant(_CONTENT + _CONTENT_QUESTIONS + _ROWS, VIEW) | _READING,
    PUBLISHER: _WRITING
    | _READING
    | _grant((*_CONTENT, *_CONTENT_QUESTIONS, *_GLOSSARY, *_COMMITTEE), MANAGE)
    | _grant((*_SUPPORT, *_REGISTER), MANAGE)
    | _INBOX
    # What somebody declared is withdrawn, never deleted.
    | {"hub.auditevent": VIEW, "hub.declaration": EDIT, "sponsors.impactupdate": EDIT},
    ANALYST: _grant(("quizzes.attempt", "quizzes.answer", "quizzes.attemptflag"), VIEW),
    # Never an article: a sponsor manager sees no draft and attaches no agreement.
    SPONSOR_MANAGER: _grant(("sponsors.funder", "sponsors.agreement", "sponsors.bandtier", *_REGISTER), MANAGE)
    | _DONORS
    | {
        "hub.hub": VIEW,
        "sponsors.agreementchange": VIEW,
        "sponsors.notice": ENTER,
        "sponsors.impactupdate": EDIT,
    },
}


def codenames(role: str) -> set[tuple[str, str]]:
    """Application and codename of each permission of a role, as ("articles", "change_article")."""
    return {
        (app, f"{action}_{model}")
        for app, model, actions in ((*label.split("."), actions) for label, actions in PERMISSIONS[role].items())
        for action in actions
    }


def grant_roles(apps, using: str = "default") -> None:
    """Make the group of each role and give it exactly its permissions; one that does not exist yet is passed over.

    apps: the registry of a migration or of the running process.
    """
    groups = apps.get_model("auth", "Group").objects.using(using)
    permissions = apps.get_model("auth", "Permission").objects.using(using)
    found = {
        (app, codename): pk
        for pk, app, codename in permissions.values_list("pk", "content_type__app_label", "codename")
    }
    for role in PERMISSIONS:
        group, _created = groups.get_or_create(name=role)
        group.permissions.set([found[key] for key in sorted(codenames(role)) if key in found])
