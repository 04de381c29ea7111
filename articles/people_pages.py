"""Pages of people: the steering committee of a hub, and everybody whom its published articles name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hub.committee import declared_in_office
from hub.declarations import standing_declaration
from hub.models import CommitteeTerm, Declaration, Hub, Person

from .bundle.dumping_people import person_fields
from .bundle.people_schema import PERSON
from .bundle.shape import canonical_of_stored
from .models import ArticleVersion, Contributor, VersionPerson
from .rendering.people import ContributorCard, contributor_card, interest_texts, mitigation_text

Mention = Mapping[str, Any]


@dataclass(frozen=True)
class ShownInterest:
    """One interest. relation: its nature and when, in words."""

    entity: str
    relation: str


@dataclass(frozen=True)
class ShownDeclaration:
    """A declaration as readers see it: its day, each interest, that they were mitigated, and the whole in one sentence."""

    day: date
    interests: tuple[ShownInterest, ...]
    mitigation: str
    sentence: str


@dataclass(frozen=True)
class PublishedPart:
    """What a person did in one article, by the newest version that names the person. is_earlier: not the current one."""

    version: ArticleVersion
    roles: tuple[str, ...]
    is_earlier: bool

    @property
    def address(self) -> str:
        """The page on which readers find the name."""
        if self.is_earlier:
            return reverse("articles:version", args=[self.version.article.slug, self.version.number])
        return self.version.article.get_absolute_url()


@dataclass(frozen=True)
class PublicPerson:
    """A person as readers of one hub may see one. fields: as a bundle would say it, with what was declared last."""

    fields: Mention
    card: ContributorCard
    terms: tuple[CommitteeTerm, ...]
    declaration: ShownDeclaration | None
    earlier: tuple[ShownDeclaration, ...]
    parts: tuple[PublishedPart, ...]
    is_in_office: bool


@dataclass(frozen=True)
class CommitteeMember:
    """Somebody in the committee, or formerly in it. terms: each as a sentence, the latest first."""

    card: ContributorCard
    terms: tuple[str, ...]


@dataclass(frozen=True)
class Committee:
    """Who sits in a hub's committee today, the chair first, and who did before."""

    members: tuple[CommitteeMember, ...]
    former: tuple[CommitteeMember, ...]


def committee_of(hub: Hub, now: datetime) -> Committee:
    """The committee as readers see it now, in the active language; three queries. Terms to come are left out."""
    today = _today(hub, now)
    begun = CommitteeTerm.objects.for_hub(hub).begun(today).select_related("person")
    by_person: dict[Person, list[CommitteeTerm]] = {}
    for term in begun.prefetch_related("person__declarations__interests").order_by("-starts_on", "pk"):
        by_person.setdefault(term.person, []).append(term)
    members, former = [], []
    for person, terms in by_person.items():
        office = next((term for term in terms if term.is_in_office(today)), None)
        place = members if office else former
        card = _card(person, _last_day(terms, today))
        place.append(((office or terms[0]), CommitteeMember(card, tuple(map(term_text, terms)))))
    rank = {role: place for place, role in enumerate(CommitteeTerm.Role.values)}
    members.sort(key=lambda line: (rank[line[0].role], line[1].card.name.casefold()))
    former.sort(key=lambda line: (-(line[0].ends_on or today).toordinal(), line[1].card.name.casefold()))
    return Committee(tuple(member for _term, member in members), tuple(member for _term, member in former))


def term_text(term: CommitteeTerm) -> str:
    """A term of office in words, such as "Chair, since June 1, 2026"."""
    return _("%(role)s, %(period)s") % {"role": term.role_text, "period": term_period(term)}


def term_period(term: CommitteeTerm) -> str:
    start = date_format(term.starts_on, "DATE_FORMAT")
    if term.ends_on is None:
        return _("since %(start)s") % {"start": start}
    return _("%(start)s to %(end)s") % {"start": start, "end": date_format(term.ends_on, "DATE_FORMAT")}


def public_people(hub: Hub, now: datetime):
    """People with a page in this hub: whom a version names that readers can open, and the committee, former ones too."""
    named = VersionPerson.objects.public(hub, now).filter(person=OuterRef("pk"))
    served = CommitteeTerm.objects.for_hub(hub).begun(_today(hub, now)).filter(person=OuterRef("pk"))
    return Person.objects.filter(Q(Exists(named)) | Q(Exists(served)))


def public_person(hub: Hub, slug: str, now: datetime) -> PublicPerson | None:
    """The person of this slug in the active language, in at most five queries.

    None unless a published article of the hub names the person, or the person has served in its committee.
    """
    person = public_people(hub, now).prefetch_related("declarations__interests").filter(slug=slug).first()
    if person is None:
        return None
    today = _today(hub, now)
    terms = tuple(CommitteeTerm.objects.for_hub(hub).begun(today).filter(person=person).order_by("-starts_on"))
    mentions = _mentions(person, hub, now)
    # What somebody declares after leaving the committee, without an article here, is no business of these readers.
    standing = standing_declaration(person, today if mentions else _last_day(terms, today))
    fields = _fields(person, standing)
    declaration = _shown(fields) if standing else None
    in_office = [_shown(_fields(person, one)) for one in declared_in_office(person, terms, today)]
    frozen = [_shown(one.mention) for one in mentions if "disclosed_on" in one.mention]
    return PublicPerson(
        fields=fields,
        card=contributor_card(fields),
        terms=terms,
        declaration=declaration,
        earlier=_earlier([*frozen, *in_office], declaration),
        parts=_parts(mentions),
        is_in_office=any(term.is_in_office(today) for term in terms),
    )


def _today(hub: Hub, now: datetime) -> date:
    return timezone.localtime(now, timezone=hub.zone).date()


def _last_day(terms: Iterable[CommitteeTerm], today: date) -> date:
    """The last day in office so far; there is at least one term, and it has begun."""
    return max(min(term.ends_on or today, today) for term in terms)


def _mentions(person: Person, hub: Hub, now: datetime) -> list[VersionPerson]:
    """Where the hub's published versions name the person, the newest version of an article first."""
    shown = VersionPerson.objects.public(hub, now).filter(person=person).with_current_number(now)
    large = [f"version__{name}" for name in ("content", "shown", "numbering", "body_html")]
    shown = shown.select_related("version__article").defer(*large)
    return list(shown.order_by("-version__number", "pk"))


def _parts(mentions: Iterable[VersionPerson]) -> tuple[PublishedPart, ...]:
    """One for each article, the latest publication first."""
    by_article: dict[int, list[VersionPerson]] = {}
    for mention in mentions:
        of_article = by_article.setdefault(mention.version.article_id, [])
        if not of_article or of_article[0].version_id == mention.version_id:
            of_article.append(mention)
    parts = [
        PublishedPart(
            version=newest.version,
            roles=tuple(dict.fromkeys(map(_role_text, (newest, *others)))),
            is_earlier=newest.version.number != newest.current_number,
        )
        for newest, *others in by_article.values()
    ]
    return tuple(sorted(parts, key=lambda part: (part.version.published_on, part.version.pk), reverse=True))


def _role_text(mention: VersionPerson) -> str:
    if mention.role:
        return mention.role
    if mention.place == Contributor.Place.REVIEWED:
        return _("reviewer")
    return _("author") if mention.place == Contributor.Place.BYLINE else _("featured expert")


def _fields(person: Person, declaration: Declaration | None) -> Mention:
    """The person as a bundle would have one with this declaration: what the pages of articles are made from, too."""
    return canonical_of_stored(person_fields(person, declaration), PERSON)


def _card(person: Person, on: date) -> ContributorCard:
    return contributor_card(_fields(person, standing_declaration(person, on)))


def _shown(mention: Mention) -> ShownDeclaration:
    return ShownDeclaration(
        day=date.fromisoformat(mention["disclosed_on"]),
        interests=tuple(ShownInterest(*texts) for texts in interest_texts(mention)),
        mitigation=mitigation_text(mention),
        sentence=contributor_card(mention).disclosure,
    )


def _earlier(
    declarations: Iterable[ShownDeclaration], current: ShownDeclaration | None
) -> tuple[ShownDeclaration, ...]:
    """Each once, the latest day first, without the current one."""
    distinct = {(one.day, one.sentence): one for one in declarations if one != current}
    return tuple(sorted(distinct.values(), key=lambda one: one.day, reverse=True))
