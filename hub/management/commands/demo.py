"""A sample hub with two articles on real trials, sample people, funders, suggestions and gifts, and simulated learners."""

import json
from datetime import date, timedelta
from pathlib import Path

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from articles import actions
from articles.bundle.loading import load_bundle
from articles.bundle.reading import read_bundle
from articles.models import Article, ArticleVersion, Contributor, GlossaryTerm
from hub import accounts, roles
from hub.committee import record_term
from hub.declaration_actions import review_declaration
from hub.models import CommitteeTerm, Declaration, Hub, Person, User
from hub.reports.scopes import take_if_due
from hub.sample_dates import PUBLISHED_DAYS_AGO, days_to, moved_by
from sponsors.actions import confirm_agreement
from sponsors.models import Agreement, Band, Company, Funder, Product
from sponsors.snapshot_actions import recording
from surveys.library import add_standard_statements

from ._sample_giving import add_sample_giving

SAMPLES = Path(__file__).resolve().parents[2] / "demo"
# The order of publication: the dates of all count from the first.
ARTICLES = ("anti-cd38.json", "first-line-landscape.json")
PASSWORD = "sample-hub-password"  # noqa: S105 - printed on the screen, for DEBUG only
HUB = {
    "slug": "mm",
    "name": "Multiple Myeloma Hub (sample)",
    "short_name": "MM Hub",
    "condition": "multiple myeloma",
    "publisher": "Sample Education Publishing",
    "contact_email": "editors@example.org",
    "contribution_url": "https://example.org/contribute",
    "is_default": True,
}
# Name, amount band.
SITE_FUNDERS = [
    ("Sample Pharma A", Band.FROM_100K),
    ("Sample Pharma B", Band.FROM_250K),
    ("Sample Biotech C", Band.FROM_100K),
    ("Sample Foundation D", Band.FROM_50K),
]
GLOSSARY = {
    "mAb": ("monoclonal antibody", "monoclonal antibodies"),
    "MRD": ("measurable residual disease", ""),
    "OS": ("overall survival", ""),
    "PFS": ("progression-free survival", ""),
    "SC": ("subcutaneous", ""),
}
COMMON = ("CRAB", "MM", "SLiM")
DRUGS = ("bortezomib", "daratumumab", "dexamethasone", "isatuximab", "lenalidomide", "pomalidomide", "iberdomide")
SAMPLE_MITIGATION = "Sample: every number was checked by a reviewer without a relationship with a company."
# Product, spellings, company and its other names, source, address. The last company does not exist.
REGISTER = [
    (
        "isatuximab", ("Sarclisa", "isatuximab-irfc", "Isa"), "Sanofi", ("sanofi-aventis groupe",),
        "EMA, summary of opinion on Sarclisa, 26 March 2020: the applicant is sanofi-aventis groupe",
        "https://www.ema.europa.eu/en/medicines/human/summaries-opinion/sarclisa",
    ),
    (
        "daratumumab", ("Darzalex", "Dara", "D-VRd", "D-R"), "Johnson & Johnson", ("Janssen-Cilag International NV",),
        "ESMO on the EMA opinion of 23 February 2017: the marketing authorisation holder is Janssen-Cilag International NV",
        "https://esmo.org/oncology-news/archive/ema-recommends-extensions-of-indication-for-daratumumab",
    ),
    ("dexamethasone", (), "Sample Pharma B", (), "Sample entry, so that a funder of the sample hub owns something", ""),
]  # fmt: skip
REGISTER_CHECKED_ON = date(2026, 11, 22)
# Name, workplace, role; days before the first publication on which the term began and ended, and when they declared what.
COMMITTEE = [
    (
        "Sample Chair",
        ("Example Cancer Centre", "Utrecht", "NL"),
        "chair",
        500,
        None,
        {505: "consulting", 140: "consulting"},
    ),
    ("Sample Member", ("Example Nursing School", "Lisboa", "PT"), "member", 320, None, {330: "", 20: ""}),
    ("Sample Former Member", ("Example University", "Wien", "AT"), "member", 900, 330, {910: "honoraria", 540: ""}),
]
REVIEWED_BY = "Sample Member"
N_LEARNERS = 240


class Command(BaseCommand):
    help = "Create the sample hub, or print its log-ins where it exists. Everything in it is a sample but trials and references."

    def add_arguments(self, parser):
        parser.add_argument("--force", action="store_true", help="also where DEBUG is off")
        parser.add_argument(
            "--learners", type=int, default=N_LEARNERS, help="simulated learners (default: %(default)s)"
        )

    def handle(self, *, force, learners, **options):
        if not settings.DEBUG and not force:
            raise CommandError("The sample hub is for trying things out. Give --force to create it where DEBUG is off.")
        staff = {role: _account(role) for role in roles.ROLES}
        _account("administrator")
        bundles = [json.loads((SAMPLES / name).read_text(encoding="utf-8")) for name in ARTICLES]
        first_day = _published_on(bundles[0]) or timezone.localdate() - timedelta(days=PUBLISHED_DAYS_AGO)
        days = days_to(bundles[0], first_day)
        for bundle in bundles:
            if _published_on(bundle) is None:
                self._publish(moved_by(bundle, days), staff)
                if "quiz" in bundle:
                    slug = bundle["article"]["slug"]
                    call_command("simulate_learners", quiz=slug, learners=learners, seed=1, stdout=self.stdout)
        sample = Article.objects.select_related("hub").get(slug=bundles[0]["article"]["slug"])
        add_sample_giving(hub=sample.hub, article=sample, staff=staff)
        take_if_due(timezone.now())
        self._print_log_ins()

    def _publish(self, bundle, staff):
        with transaction.atomic():
            hub = Hub.objects.filter(slug=HUB["slug"]).first() or Hub.objects.create(
                **HUB | {"is_default": not Hub.objects.filter(is_default=True).exists()}
            )
            add_standard_statements(hub)
            _add_glossary(hub)
            _add_register()
            with recording([hub.pk], now=timezone.now()):
                article = load_bundle(read_bundle(json.dumps(bundle).encode()), hub=hub, folder=SAMPLES).article
                self._confirm(article, staff[roles.SPONSOR_MANAGER])
            _add_committee(hub, article, staff[roles.PUBLISHER])
            _review_declarations(article, staff[roles.REVIEWER])
        actions.approve(article=article, reviewer=staff[roles.REVIEWER], note="sample")
        actions.publish(article=article, publisher=staff[roles.PUBLISHER], reason="sample")

    def _confirm(self, article, manager):
        for agreement in Agreement.objects.filter(lines__support__article=article):
            agreement.has_independence_clause = True
            confirm_agreement(agreement=agreement, manager=manager)
        for name, band in SITE_FUNDERS:
            agreement = _site_agreement(article.hub, name, band, article.published_on)
            confirm_agreement(agreement=agreement, manager=manager)

    def _print_log_ins(self):
        self.stdout.write(f"\nSample log-ins (password {PASSWORD}):")
        for name in (*roles.ROLES, "administrator"):
            self.stdout.write(f"  {_email(name)}")


def _review_declarations(article, reviewer: User) -> None:
    """Review what the sample people declared, as the house would: the file says how far back, not who looked at it."""
    for declaration in Declaration.objects.counting().filter(person__in=article.people.all(), reviewed_on=None):
        note = SAMPLE_MITIGATION if declaration.interests.exists() else ""
        review_declaration(declaration=declaration, reviewer=reviewer, mitigation=note)


def _email(name: str) -> str:
    return f"{name.replace(' ', '-')}@example.org"


def _published_on(bundle: dict) -> date | None:
    """The day of the article's first version, if readers have seen one."""
    versions = ArticleVersion.objects.filter(article__slug=bundle["article"]["slug"], number=1)
    return versions.values_list("published_on", flat=True).first()


def _account(name: str) -> User:
    """The sample account of a role, or the administrator; its address counts as verified."""
    user = User.objects.filter(email=_email(name)).first()
    if user is None:
        user = User.objects.create_user(
            _email(name), PASSWORD, name=f"Sample {name}", is_staff=True, is_superuser=name == "administrator"
        )
        if name in roles.ROLES:
            user.groups.add(Group.objects.get(name=name))
        accounts.record_change(account=user, before={}, actor=None)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def _add_glossary(hub: Hub) -> None:
    kinds = GlossaryTerm.Kind
    terms = [
        *(
            GlossaryTerm(hub=hub, term=term, expansion=one, plural_expansion=many)
            for term, (one, many) in GLOSSARY.items()
        ),
        *(GlossaryTerm(hub=hub, term=term, kind=kinds.COMMON) for term in COMMON),
        *(GlossaryTerm(hub=hub, term=term, kind=kinds.NAME) for term in DRUGS),
    ]
    GlossaryTerm.objects.bulk_create(terms, ignore_conflicts=True)


def _add_register() -> None:
    for name, spellings, company, other_names, source, url in REGISTER:
        product, _created = Product.objects.get_or_create(name=name)
        for text in spellings:
            product.spellings.get_or_create(text=text)
        owner, _created = Company.objects.get_or_create(name=company)
        for other in other_names:
            owner.other_names.get_or_create(name=other)
        product.owners.get_or_create(
            company=owner, defaults={"source": source, "source_url": url, "checked_on": REGISTER_CHECKED_ON}
        )


def _add_committee(hub: Hub, article: Article, publisher: User) -> None:
    """The sample committee, made with the first article; one of its members has reviewed each article."""
    first = CommitteeTerm.objects.for_hub(hub).first() is None
    for name, (affiliation, city, country), role, start, end, declared in COMMITTEE if first else ():
        person = Person.objects.create(
            slug=slugify(name), name=name, affiliation=affiliation, city=city, country=country
        )
        for days, nature in declared.items():
            _declare(person, _days_before(article, days), nature)
        ends_on = _days_before(article, end) if end else None
        term = CommitteeTerm(hub=hub, person=person, role=role, starts_on=_days_before(article, start), ends_on=ends_on)
        record_term(term=term, actor=publisher)
    reviewer = Person.objects.get(slug=slugify(REVIEWED_BY))
    article.contributors.get_or_create(person=reviewer, place=Contributor.Place.REVIEWED, defaults={"order": 9})


def _declare(person: Person, on: date, nature: str) -> None:
    declaration = Declaration.objects.create(
        person=person,
        declared_on=on,
        has_nothing_to_declare=not nature,
        look_back_months=24,
        collected_as=Declaration.Collected.FORM,
    )
    if nature:
        declaration.interests.create(entity="Sample Pharma B", nature=nature, is_ongoing=True)


def _days_before(article: Article, days: int) -> date:
    return article.published_on - timedelta(days=days)


def _site_agreement(hub: Hub, name: str, band: Band, published_on: date) -> Agreement:
    funder, _created = Funder.objects.get_or_create(name=name, defaults={"slug": name.lower().replace(" ", "-")})
    agreement, _created = Agreement.objects.get_or_create(
        funder=funder,
        hub=hub,
        scope=Agreement.Scope.HUB,
        defaults={
            "number": f"SITE-{funder.slug}",
            "band": band,
            "has_independence_clause": True,
            "starts_on": published_on - timedelta(days=120),
            "ends_on": published_on + timedelta(days=610),
            "purpose": "independent education on multiple myeloma",
        },
    )
    return agreement
