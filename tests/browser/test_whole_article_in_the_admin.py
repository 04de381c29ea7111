"""The example article made in the admin from an empty database, page by page, is the example to the byte."""

import json
from pathlib import Path

import pytest
from django.db import transaction

from articles.bundle.dumping import dump, to_json
from articles.bundle.loading import load_bundle
from articles.bundle.reading import read_bundle
from articles.markup import to_html
from articles.models import Analysis, Arm, Article, Endpoint, Reference, Result, Topic, Trial
from articles.richtext import Item, Profile, write_items
from hub.models import Declaration, Hub, Person
from quizzes.models import Question, Quiz
from sponsors.models import Agreement, Funder
from surveys.models import Statement, Survey
from tests import factories
from tests.desk import Desk

pytestmark = pytest.mark.django_db
EXAMPLE = Path(__file__).parents[2] / "hub" / "demo" / "anti-cd38.json"
KINDS = {"heading": "headingblock", "paragraph": "textblock", "list": "listblock", "trial": "trialblock"}


@pytest.fixture
def bundle():
    return json.loads(EXAMPLE.read_text(encoding="utf-8"))


def filled(row: dict, *names: str) -> dict:
    return {name: row[name] for name in names if row.get(name) is not None}


def items_html(items: list, ordered: bool = False) -> str:
    def item(given) -> Item:
        marks = {"text": given} if isinstance(given, str) else given
        return Item(
            html=to_html(marks["text"], Profile.ITEMS),
            kind=marks.get("kind", ""),
            source_kind=marks.get("source_kind", ""),
            time_sensitive=marks.get("time_sensitive", False),
            result=marks.get("result", ""),
        )

    return write_items(map(item, items), ordered=ordered)


def enter_hub(root: Desk) -> None:
    root.save(
        "hub.hub", name="Sample Hub", short_name="Sample", slug="sample", publisher="Sample Publishing", is_default="on"
    )


def enter_support(manager: Desk, bundle: dict) -> None:
    for number, line in enumerate(bundle["support"]["funders"]):
        manager.save("sponsors.funder", name=line["funder"], slug=f"funder-{number}")
        agreement = line["agreement"]
        manager.save(
            "sponsors.agreement",
            funder=Funder.objects.get(name=line["funder"]).pk,
            starts_on=agreement["from"],
            ends_on=agreement["to"],
            status="confirmed",
            has_independence_clause="on",
            **filled(agreement, "number", "purpose", "in_kind", "band"),
        )


def date_line(date: dict) -> str:
    return "-".join(str(part).zfill(2) for part in date["date-parts"][0])


def enter_references(editor: Desk, bundle: dict) -> None:
    names = {
        "container-title": "container", "container-title-short": "container_short", "volume": "volume", "issue": "issue",
        "page": "page", "DOI": "doi", "PMID": "pmid", "URL": "url",
    }  # fmt: skip
    for item in bundle["references"]:
        authors = [name.get("literal") or f"{name['family']}, {name['given']}" for name in item["author"]]
        fields = {field: item[variable] for variable, field in names.items() if variable in item}
        fields |= {field: date_line(item[field]) for field in ("issued", "accessed") if field in item}
        editor.save(
            "articles.reference",
            key=item["id"],
            type=item["type"],
            title=item["title"],
            authors="\n".join(authors),
            **fields,
        )


def enter_trial(editor: Desk, trial: dict) -> None:
    keys = Reference.objects.in_bulk(field_name="key")
    source = {"": "", **{key: row.pk for key, row in keys.items()}}
    analyses = []
    for analysis in trial.get("analyses", []):
        follow_up = analysis.get("median_follow_up", [])
        lines = [follow_up] if isinstance(follow_up, dict) else follow_up
        text = "\n".join(
            f"{line['arm'] + ': ' if line.get('arm') else ''}{line['value']} {line['unit']}" for line in lines
        )
        plain = filled(analysis, "key", "label", "data_cutoff", "population")
        analyses.append(plain | {"follow_up": text, "ref": source[analysis.get("ref", "")]})
    editor.save(
        "articles.trial",
        aliases="\n".join(trial.get("aliases", [])),
        phases=trial["phases"],
        rows={
            "ids": trial["ids"],
            "parts": trial.get("parts", []),
            "arms": [arm | {"regimen": "\n".join(arm.get("regimen", [])), "part": ""} for arm in trial.get("arms", [])],
            "endpoints": trial.get("endpoints", []),
            "analyses": analyses,
            "regulatory": [event | {"ref": source[event.get("ref", "")]} for event in trial.get("regulatory", [])],
        },
        **filled(trial, "slug", "acronym", "design", "condition", "setting", "n_enrolled", "n_note", "question"),
    )
    stored = Trial.objects.get(slug=trial["slug"])
    parts = {part.key: part.pk for part in stored.parts.all()}
    of_parts = {
        f"arms-{place}-part": parts[arm["part"]] for place, arm in enumerate(trial.get("arms", [])) if "part" in arm
    }
    if of_parts:  # parts can be chosen for arms once they are stored
        editor.save("articles.trial", stored.pk, **of_parts)


def enter_results(editor: Desk, trial: dict) -> None:
    stored = Trial.objects.get(slug=trial["slug"])
    arms = {arm.key: arm.pk for arm in Arm.objects.filter(trial=stored)}
    for result in trial.get("results", []):
        values = [value | {"arm": arms[value["arm"]]} for value in result.get("values", [])]
        for value in values:
            value |= {name: "" for name, given in value.items() if given is None}
            value |= {"not_reached": "on"} if value.pop("not_reached", False) else {}
        comparison = {name: "" if value is None else value for name, value in result.get("comparison", {}).items()}
        checked = result.get("checked", {})
        part = stored.parts.filter(key=result.get("part")).first()
        editor.save(
            "articles.result",
            query=f"?trial={stored.pk}",
            endpoint=Endpoint.objects.get(trial=stored, key=result["endpoint"]).pk,
            analysis=Analysis.objects.get(trial=stored, key=result["analysis"]).pk,
            part=part.pk if part else "",
            ref=Reference.objects.get(key=result["ref"]).pk,
            checked_by=Person.objects.get(slug=checked["by"]).pk,
            checked_on=checked["on"],
            rows={"values": values, "comparison": [comparison] if comparison else []},
            **filled(result, "key", "time_point", "note"),
        )


def enter_people(editor: Desk, bundle: dict) -> None:
    for person in [*bundle["article"]["byline"], *bundle["article"]["featured"]]:
        editor.save("hub.person", **filled(person, "slug", "name", "affiliation", "city", "country"))
        interests = [
            {"entity": one["entity"], "nature": one["type"], "period": one.get("period", "")}
            for one in person.get("disclosures", [])
        ]
        pk = Person.objects.get(slug=person["slug"]).pk
        declared = {
            "declared_on": person["disclosed_on"],
            "look_back_months": person.get("look_back_months", ""),
            "collected_as": "form",
        }
        declared |= {} if interests else {"has_nothing_to_declare": "on"}
        editor.save("hub.declaration", person=pk, **declared, rows={"interests": interests})


def block_row(block: dict, place: int) -> dict:
    row = {"region": "main", "ordering": 10 * (place + 1), "key": block.get("id", "")}
    match block["block"]:
        case "heading":
            return row | {"text": block["text"], "level": block["level"], "cites": " ".join(block.get("cites", []))}
        case "paragraph":
            return row | {"text": to_html(block["text"], Profile.PARAGRAPHS)}
        case "list":
            return row | {"items": items_html(block["items"])}
        case _:
            trial = Trial.objects.get(slug=block["trial"]).pk
            cites = " ".join(block.get("heading_cites", []))
            return row | {"trial": trial, "cites": cites, "findings": items_html(block["findings"])}


def enter_article(editor: Desk, bundle: dict) -> Article:
    data = bundle["article"]
    hub = Hub.objects.get()
    for name in data["topics"]:
        editor.save("articles.topic", hub=hub.pk, name=name, slug=name.lower().replace(" ", "-"))
    rows = {
        "objectives": [
            {"key": one["id"], "text": one["text"], "bloom": one["bloom"]}
            for order, one in enumerate(data["objectives"])
        ],
        "contributors": [
            {"person": Person.objects.get(slug=one["slug"]).pk, "place": place, "role": one["role"]}
            for place in ("byline", "featured")
            for order, one in enumerate(data[place])
        ],
        "topic_lines": [{"topic": Topic.objects.get(name=name).pk} for order, name in enumerate(data["topics"])],
        "citations": [
            {"reference": Reference.objects.get(key=item["id"]).pk} for order, item in enumerate(bundle["references"])
        ],
        "trial_lines": [
            {"trial": Trial.objects.get(slug=trial["slug"]).pk} for order, trial in enumerate(bundle["trials"])
        ],
    }
    for kind, model in KINDS.items():
        placed = enumerate(data["body"])
        rows[f"articles_{model}_set"] = [block_row(block, place) for place, block in placed if block["block"] == kind]
    editor.save(
        "articles.article",
        hub=hub.pk,
        lead=to_html(data["lead"], Profile.PARAGRAPHS),
        summary=to_html(data["summary"], Profile.LINE),
        key_learnings=items_html(data["key_learnings"]),
        rows=rows,
        **filled(data, "slug", "title", "short_title", "kind", "published_on", "reviewed_on", "review_by", "language"),
    )
    return Article.objects.get()


def enter_parts(editor: Desk, article: Article, bundle: dict) -> None:
    """Quiz, survey and support on the article screen; the questions on their own page and the quiz's."""
    statements = [Statement.objects.get(key=key).pk for key in bundle["survey"]]
    agreements = list(Agreement.objects.values_list("pk", flat=True))
    editor.save(
        "articles.article",
        article.pk,
        rows={
            "quiz": [{"mode": bundle["quiz"]["mode"], "presentation": "all"}],
            "survey": [{"chosen": statements}],
            "support": [{"funding": "external", "chosen": agreements}],
        },
    )
    for question in bundle["quiz"]["questions"]:
        options = [
            {"text": one["text"], "feedback": one["feedback"]} | ({"is_key": "on"} if one["correct"] else {})
            for order, one in enumerate(question["options"])
        ]
        editor.save(
            "quizzes.question",
            stem=question["stem"],
            bloom=question["bloom"],
            moore=str(question["moore"]),
            rationale=to_html(question["rationale"], Profile.PARAGRAPHS),
            refs=" ".join(question["refs"]),
            rows={"options": options},
        )
    objective = article.objectives.get(key=question["objective"])
    line = {"question": Question.objects.get().pk, "objective": objective.pk, **filled(question, "evidence")}
    editor.save("quizzes.quiz", Quiz.objects.get().pk, rows={"lines": [line]})


def canonical(bundle: dict) -> str:
    """The example as an import and export write it; the import leaves nothing behind."""
    with transaction.atomic():
        text = to_json(dump(load_bundle(read_bundle(json.dumps(bundle).encode())).article))
        transaction.set_rollback(True)
    return text


def test_article_entered_page_by_page_equals_the_example(bundle, client):
    expected = canonical(bundle)

    enter_hub(Desk(client, factories.make_user("root", is_staff=True, is_superuser=True)))
    enter_support(Desk(client, factories.make_staff("sue", "sponsor manager")), bundle)
    editor = Desk(client, factories.make_staff("eva", "writer", "publisher"))
    enter_references(editor, bundle)
    enter_people(editor, bundle)
    for trial in bundle["trials"]:
        enter_trial(editor, trial)
        enter_results(editor, trial)
    article = enter_article(editor, bundle)
    enter_parts(editor, article, bundle)

    assert to_json(dump(Article.objects.get())) == expected


def test_every_page_of_the_article_saved_unchanged_changes_nothing(bundle, client):
    imported = load_bundle(read_bundle(EXAMPLE.read_bytes())).article
    before = to_json(dump(imported))
    desk = Desk(client, factories.make_staff("eve", "writer", "publisher"))

    for model in (Article, Trial, Result, Reference, Topic, Person, Declaration, Question, Quiz, Survey, Statement):
        for row in model.objects.all():
            desk.save(model._meta.label_lower, row.pk)
        assert to_json(dump(Article.objects.get())) == before, model.__name__
