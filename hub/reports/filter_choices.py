"""What the filter of reports offers in each field, and how a choice narrows the quizzes of a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from articles.models import Article, ArticleVersion, Topic
from hub.countries import COUNTRIES
from hub.models import Hub
from hub.models.learner import Profession
from hub.specialties import SPECIALTIES
from quizzes.cut import Evidence
from sponsors.models import Funder, VersionSupport

Options = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Choices:
    """label: of the field. options: what the address says, with the words for it."""

    label: str
    options: Options


def choices_of(name: str, quizzes: QuerySet) -> Choices:
    """The choices of a field on a page over these quizzes. Raises KeyError for an unknown field."""
    label, options = _FIELDS[name]
    return Choices(str(label()), options(quizzes))


def narrowed(quizzes: QuerySet, asked: Mapping[str, str]) -> QuerySet:
    """Those quizzes whose article belongs to the hub, topic, article and funder asked for."""
    lookups: dict[str, Any] = {
        "hub": lambda slug: {"article__hub__slug": slug},
        "topic": lambda slug: {"article__topics__slug": slug},
        "article": lambda slug: {"article__slug": slug},
        "funder": lambda pk: {"article__in": funded_articles(int(pk)).values("pk")},
    }
    for name, value in asked.items():
        quizzes = quizzes.filter(**lookups[name](value))
    return quizzes


def funded_articles(funder: int) -> QuerySet:
    """Articles of which a published version names the support of this funder."""
    named = VersionSupport.objects.filter(agreement__funder=funder, version__article=OuterRef("pk"))
    return Article.objects.filter(Exists(named))


def _hubs(quizzes: QuerySet) -> Options:
    return tuple(Hub.objects.order_by("name").values_list("slug", "name"))


def _topics(quizzes: QuerySet) -> Options:
    found = Topic.objects.filter(articles__quiz__in=quizzes.values("pk")).distinct().order_by("name")
    return tuple(found.values_list("slug", "name"))


def _articles(quizzes: QuerySet) -> Options:
    found = Article.objects.filter(quiz__in=quizzes.values("pk")).order_by("title")
    return tuple(found.values_list("slug", "title"))


def _funders(quizzes: QuerySet) -> Options:
    named = VersionSupport.objects.filter(version__article__quiz__in=quizzes.values("pk"))
    found = Funder.objects.filter(agreements__in=named.values("agreement")).distinct().order_by("name")
    return tuple((str(pk), name) for pk, name in found.values_list("pk", "name"))


def _languages(quizzes: QuerySet) -> Options:
    codes = {
        own or of_hub
        for own, of_hub in quizzes.order_by().values_list("article__language", "article__hub__language").distinct()
    }
    return tuple((code, language_name(code)) for code in sorted(codes))


def language_name(code: str) -> str:
    """The name of a language in that of the page; the code itself where it is not known."""
    try:
        return str(get_language_info(code.lower())["name_translated"])
    except KeyError:
        return code


def _versions(quizzes: QuerySet) -> Options:
    found = ArticleVersion.objects.filter(article__quiz__in=quizzes.values("pk")).order_by("-number")
    return tuple(
        (str(pk), _("Version %(number)s") % {"number": number}) for pk, number in found.values_list("pk", "number")
    )


def _constant(options: Callable[[], list]) -> Callable[[QuerySet], Options]:
    return lambda quizzes: tuple((str(value), str(words)) for value, words in options())


_FIELDS: dict[str, tuple[Callable[[], str], Callable[[QuerySet], Options]]] = {
    "hub": (lambda: _("Hub"), _hubs),
    "topic": (lambda: _("Topic"), _topics),
    "article": (lambda: _("Article"), _articles),
    "funder": (lambda: _("Funder"), _funders),
    "profession": (lambda: _("Profession"), _constant(lambda: Profession.choices)),
    "specialty": (lambda: _("Specialty"), _constant(lambda: SPECIALTIES)),
    "country": (lambda: _("Country"), _constant(lambda: COUNTRIES)),
    "language": (lambda: _("Language"), _languages),
    "version": (lambda: _("Version shown first"), _versions),
    "without": (
        lambda: _("Leave out learners"),
        _constant(
            lambda: [
                (Evidence.NOT_READ.value, _("of whom nothing says that they read the article to its end")),
                (Evidence.HASTY.value, _("who answered again within 20 seconds")),
                (Evidence.READ_BEFORE.value, _("who had read the article before they answered first")),
            ]
        ),
    ),
}
