"""Trials of the registry and their place in published articles."""

from datetime import date
from decimal import Decimal
from itertools import count

from articles.models import Arm, ArticleVersion, Comparison, Reference, Result, Trial, VersionTrial
from hub.models import Person
from tests import factories

_number = count(1)


def make_trial(acronym: str = "ALPHA", n_results: int = 0, **fields) -> Trial:
    """A trial with a registry number, two arms, an endpoint, an analysis and so many checked results of one source."""
    number = next(_number)
    trial = Trial.objects.create(
        **{"slug": acronym.lower(), "acronym": acronym, "phases": ["PHASE3"], "n_enrolled": 100} | fields
    )
    trial.ids.create(registry="NCT", value=f"NCT{number:08d}")
    trial.arms.create(key="e", abbr="New-VRd", label="new + VRd", regimen=["newmab", "lenalidomide"], n=51, order=1)
    trial.arms.create(key="c", abbr="VRd", regimen=["lenalidomide"], n=49, order=2)
    trial.endpoints.create(key="pfs", measure="PFS", type="PRIMARY")
    trial.analyses.create(key="final", label="final analysis", ref=make_reference(f"source{number}"))
    for index in range(n_results):
        add_result(trial, time_point=f"{12 * (index + 1)} months")
    return trial


def make_reference(key: str, title: str = "", **item) -> Reference:
    csl = {"type": "article-journal", "title": title or f"On {key}", "author": [{"family": "Name", "given": "A."}]}
    return Reference.objects.create(key=key, title=csl["title"], csl=csl | item)


def add_result(trial: Trial, *, values=("63.2", "45.2"), checked: bool = True, **fields) -> Result:
    """A result of the trial's last analysis with these percentages of its arms and HR 0.50 (95% CI 0.30-0.83)."""
    analysis = fields.pop("analysis", None) or trial.analyses.last()
    by = {"checked_by": checker(), "checked_on": date(2026, 1, 5)} if checked else {}
    result = trial.results.create(
        **{"endpoint": trial.endpoints.first(), "analysis": analysis, "ref": analysis.ref} | by | fields
    )
    for arm, value in zip(Arm.objects.filter(trial=trial), values, strict=False):
        result.values.create(arm=arm, value=Decimal(value), unit="%")
    numbers = {"value": "0.50", "ci_pct": "95", "ci_lower": "0.30", "ci_upper": "0.83", "p_value": "0.0010"}
    decimals = {name: Decimal(number) for name, number in numbers.items()}
    Comparison.objects.create(result=result, measure="HR", p_op="=", **decimals)
    return result


def checker() -> Person:
    return Person.objects.filter(slug="checker").first() or factories.make_person(slug="checker", name="Cleo Checker")


def publish(hub, *trials: Trial, title: str = "An article", on: date = date(2026, 2, 1), **fields) -> ArticleVersion:
    """A live version of a new article that shows these trials, as publication would list them."""
    version_fields = {name: fields.pop(name) for name in ("live_from", "language") if name in fields}
    article = factories.make_article(hub, title=title, **fields)
    version = factories.make_version(article, published_on=on, **version_fields)
    return show(version, *trials)


def show(version: ArticleVersion, *trials: Trial) -> ArticleVersion:
    for trial in trials:
        VersionTrial.objects.create(version=version, trial=trial)
    return version
