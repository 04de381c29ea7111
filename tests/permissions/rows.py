"""Rows of every kind that a wrong permission could show, each with a word that stands nowhere else."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from http.cookies import SimpleCookie
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.utils import timezone

from articles.appearances import tell_parts
from articles.bundle.dumping import dump, to_json
from articles.models import (
    Article,
    Endpoint,
    GlossaryTerm,
    ListBlock,
    Reference,
    Result,
    Suggestion,
    Topic,
    Trial,
    Unscheduling,
)
from articles.suggestion_links import Purpose as SuggestionLink
from articles.suggestion_links import link_token as suggestion_token
from hub import audit, roles
from hub.declaration_links import Purpose as DeclarationLink
from hub.declaration_links import link_token as declaration_token
from hub.models import CommitteeTerm, Declaration, Hub, Learner, User
from quizzes.follow_up import Purpose as FollowUpLink
from quizzes.follow_up import link_token as follow_up_token
from quizzes.models import Attempt, FollowUpRequest, Phase
from sponsors.actions import confirm_agreement, correct_agreement
from sponsors.contributions.actions import record_look, set_status
from sponsors.contributions.impact import make_update
from sponsors.contributions.links import Purpose as GivingLink
from sponsors.contributions.links import link_token as giving_token
from sponsors.contributions.subscriptions import ask_for_updates
from sponsors.models import (
    Agreement,
    BandTier,
    Contribution,
    ContributionStatus,
    ImpactUpdate,
    Notice,
    VersionSupport,
)
from surveys.models import SurveyComment
from tests.declaring import make_reminder
from tests.factories import (
    NOW,
    declare,
    make_agreement,
    make_article,
    make_attempt,
    make_hub,
    make_owner,
    make_person,
    make_published_quiz,
    make_published_survey,
    make_ready_article,
    make_staff,
    make_user,
    make_version,
    support_article,
)
from tests.follow_ups import make_request
from tests.giving import make_contribution, make_suggestion
from tests.permissions.outcomes import ADMINISTRATOR, MEMBER
from tests.supported import make_article_edition, make_funder_edition

DRAFT = "Quokka"
"""Stands in title and address of what no reader has seen: an article, its question and its trial."""

AMOUNTS = {
    "band": "100,000 to 250,000",
    "band code": "100k-250k",
    "reason of the other level": "Walrus rebate",
    "signatories": "Signe Atory",
}
DONOR = {"name": "Grace Giverly", "e-mail": "giverly@example.net", "amount": "731.25", "payment": "Remitted-99"}
FUNDER = "Ocelot Pharma"
SITE_FUNDER = "Marmot Pharma"
LEARNER = "Own words of a learner"
SENDER = "sender@example.net"


@dataclass(frozen=True)
class Rows:
    """names: what the addresses of pages name. cookies: what a browser of each visitor holds, nothing for a stranger."""

    names: dict[str, Any]
    cookies: dict[str, SimpleCookie]

    def client_of(self, visitor: str) -> Client:
        client = Client()
        client.cookies.update(self.cookies.get(visitor, {}))
        return client


def _cookies_of(account: User) -> SimpleCookie:
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client.cookies


def make_rows() -> Rows:
    hub = make_hub(takes_contributions=True, publishes_outcomes=True)
    accounts = {role: make_staff(role.replace(" ", "-"), role) for role in roles.ROLES}
    accounts[MEMBER] = make_user("member")
    accounts[ADMINISTRATOR] = make_user("root", is_staff=True, is_superuser=True)
    names = {"hub": hub.pk, "user": accounts[MEMBER].pk, "theme": hub.slug}
    names |= _content(hub) | _published(hub, accounts[MEMBER]) | _people(hub)
    names |= _money(hub, accounts[roles.SPONSOR_MANAGER], Topic.objects.get(pk=names["topic"]))
    names |= _giving(hub, accounts[roles.SPONSOR_MANAGER], Article.objects.get(pk=names["article"]))
    email = EmailAddress.objects.create(user=accounts[MEMBER], email=accounts[MEMBER].email, verified=True)
    types = ContentType.objects.get_for_models(Article, Trial, Topic, Contribution, Attempt)
    names |= {f"type_of_{model._meta.model_name}": found.pk for model, found in types.items()}
    event = audit.record(actor=accounts[roles.PUBLISHER], verb="publish", subject="article live")
    cookies = {visitor: _cookies_of(account) for visitor, account in accounts.items()}
    return Rows(cookies=cookies, names=names | {"emailaddress": email.pk, "auditevent": event.pk})


def _content(hub: Hub) -> dict[str, Any]:
    """A draft that passes preflight, with all that belongs to it; and shared rows that no reader has seen."""
    draft = make_ready_article(hub, title=f"{DRAFT} draft", slug=f"{DRAFT.lower()}-draft")
    trial = Trial.objects.create(slug=f"{DRAFT.lower()}-trial", acronym=f"{DRAFT} trial")
    endpoint = Endpoint.objects.create(trial=trial, key="pfs", measure="Progression-free survival")
    topic = Topic.objects.create(hub=hub, slug="topic", name="Topic")
    block = ListBlock.objects.create(
        parent=draft, region="main", ordering=20, items=f'<ul><li data-kind="finding">{DRAFT} finding.</li></ul>'
    )
    line = draft.quiz.lines.get()
    line.question.stem = f"{DRAFT} question?"
    line.question.save()
    rows = {
        "trial": trial,
        "topic": topic,
        "article": draft,
        "result": Result.objects.create(trial=trial, endpoint=endpoint, key="pfs"),
        "reference": Reference.objects.create(key="work", title=f"{DRAFT} work", csl={"title": f"{DRAFT} work"}),
        "finding": block.index.get(),
        "question": line.question,
        "person": draft.contributors.get().person,
        "declaration": Declaration.objects.first(),
        "glossaryterm": GlossaryTerm.objects.create(hub=hub, term="MRD", expansion="minimal residual disease"),
    }
    rows["unscheduling"] = _stopped(hub)
    return {name: row.pk for name, row in rows.items()} | {
        "draft_slug": draft.slug,
        "person_slug": rows["person"].slug,
        "trial_slug": trial.slug,
        "topic_slug": topic.slug,
    }


def _stopped(hub: Hub) -> Unscheduling:
    """A publication that was planned and does not come: its title is as secret as that of any draft."""
    planned = make_article(hub, title=f"{DRAFT} planned", slug=f"{DRAFT.lower()}-planned")
    version = make_version(planned, live_from=timezone.now() + timedelta(days=30))
    return Unscheduling.objects.create(version=version, at=timezone.now(), cause="hand", reason="Not yet.")


def _people(hub: Hub) -> dict[str, Any]:
    """A member of the committee, whom readers may know, and the private link of somebody who has to declare anew."""
    member = make_person(name="Committee Member", slug="committee-member")
    reminder = make_reminder(declare(member), hub, made_at=timezone.now())
    return {
        "committeeterm": CommitteeTerm.objects.create(hub=hub, person=member, starts_on=date(2026, 1, 1)).pk,
        "member_slug": member.slug,
        "declare": declaration_token(reminder, DeclarationLink.DECLARE),
        "declare_stop": declaration_token(reminder, DeclarationLink.STOP),
    }


def _published(hub: Hub, member: User) -> dict[str, Any]:
    """A supported article that readers see, answered by one learner: quiz, survey, a comment, a request."""
    live = make_article(hub, title="Live article", slug="live")
    live.topics.add(Topic.objects.get(slug="topic"))
    live.objectives.create(key="LO1", text="recall the trials")
    make_version(live, content=to_json(dump(live)))
    tell_parts(live, NOW)
    quiz = make_published_quiz(article=live)
    survey = make_published_survey(live)
    agreement = make_agreement(FUNDER, number="A-LIVE")
    support_article(live, agreement)
    VersionSupport.objects.create(version=live.versions.get(), agreement=agreement)
    make_funder_edition(agreement.funder)
    make_article_edition(live)
    learner = Learner.objects.create()
    attempts = [make_attempt(quiz, phase, [0], learner) for phase in (Phase.PRE, Phase.POST)]
    response = survey.responses.create(
        learner=learner,
        article_version=live.versions.get(),
        nonce="survey",
        submitted_at=NOW,
        submitted_on=NOW.date(),
        language="en",
        is_uniform=False,
    )
    comment = SurveyComment.objects.create(response=response, text=LEARNER)
    request: FollowUpRequest = make_request(quiz, member)
    version = live.versions.get()
    return {
        "live_funder": agreement.funder_id,
        "live": live.pk,
        "live_slug": live.slug,
        "articleversion": version.pk,
        "approval": version.approval_id,
        "quiz": quiz.pk,
        "live_question": quiz.questions.get().pk,
        "survey": survey.pk,
        "statement": survey.statements.first().pk,
        "attempt": attempts[0].pk,
        "answer": attempts[0].answers.first().pk,
        "learner": learner.pk,
        "comment": comment.pk,
        "follow_up": follow_up_token(request, FollowUpLink.ANSWER),
        "follow_up_stop": follow_up_token(request, FollowUpLink.STOP),
    }


def _money(hub: Hub, manager: User, topic: Topic) -> dict[str, Any]:
    """An agreement with an amount, another level than the usual one, and signatories; confirmed, then corrected."""
    agreement = make_agreement(
        FUNDER,
        number="A-1",
        scope="topic",
        topic=topic,
        status=Agreement.Status.DRAFT,
        band="100k-250k",
        tier_override=7,
        override_reason=AMOUNTS["reason of the other level"],
        signatories=AMOUNTS["signatories"],
        starts_on=date(2026, 1, 1),
    )
    confirm_agreement(agreement=agreement, manager=manager)
    agreement.signatories += "\nA second one"
    correct_agreement(agreement=agreement, actor=manager, reason=f"{AMOUNTS['signatories']} was misspelt")
    make_agreement(SITE_FUNDER, level=1, scope="hub", hub=hub, number="SITE")
    owner = make_owner("isatuximab", FUNDER)
    update = make_agreement(FUNDER, number="A-2", status=Agreement.Status.DRAFT, band="100k-250k")
    notice = Notice.objects.create(hub=hub, kind=Notice.Kind.GATE, text="For professionals.", valid_from=NOW.date())
    return {
        "agreement": agreement.pk,
        "draft_agreement": update.pk,
        "funder": agreement.funder_id,
        "bandtier": BandTier.objects.create(hub=hub, band="100k-250k", tier=2).pk,
        "notice": notice.pk,
        "product": owner.product_id,
        "company": owner.company_id,
    }


def _giving(hub: Hub, manager: User, draft: Article) -> dict[str, Any]:
    """A pledge sent with a suggestion that the draft takes up, looked at by the manager; updates on impact."""
    # Every agreement stands behind the draft: what deleting them says must not name it.
    support_article(draft, *Agreement.objects.filter(number__in=("A-1", "A-2")))
    suggestion = make_suggestion(hub, "Write about CAR-T.", email=SENDER)
    Suggestion.objects.filter(pk=suggestion.pk).update(state="accepted", article=draft)
    contribution = make_contribution(
        hub,
        suggestion=suggestion,
        name=DONOR["name"],
        email=DONOR["e-mail"],
        amount=Decimal(DONOR["amount"]),
    )
    paid = {"status": ContributionStatus.PAID, "on": NOW.date(), "reference": DONOR["payment"]}
    set_status(contribution=contribution, by=manager, now=NOW, **paid)
    record_look(contribution=contribution, by=manager)
    update = ImpactUpdate(hub=hub, starts_on=date(2026, 1, 1), ends_on=date(2026, 1, 31), text="Thank you.")
    make_update(update=update, by=manager, now=NOW)
    subscription = ask_for_updates(hub=hub, email="reader@example.net", now=NOW)
    return {
        "suggestion": suggestion.pk,
        "suggestion_status": suggestion_token(suggestion, SuggestionLink.STATUS),
        "suggestion_stop": suggestion_token(suggestion, SuggestionLink.STOP),
        "contribution": contribution.pk,
        "contribution_page": giving_token(contribution, GivingLink.CONTRIBUTION),
        "updates_confirm": giving_token(subscription, GivingLink.CONFIRM),
        "updates_stop": giving_token(subscription, GivingLink.STOP),
        "impactupdate": update.pk,
    }
