"""Tables and landscape tables on the article screen, without scripts: stored and shown again, faults told, nothing lost."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext

from articles.models import Article, LandscapeBlock, Reference, TableBlock, Trial
from tests import factories
from tests.articles.test_admin import block_rows
from tests.desk import Desk, as_shown, errors

pytestmark = pytest.mark.django_db
CELLS = " | New | Old\nPFS[^a] | 63.2%[@imroz] | \nOS, 10^-5^ | <b> | &"
NOTES = "b: Once daily.\na: By review.[@imroz]"


@pytest.fixture
def desk(client, ada):
    return Desk(client, ada)


@pytest.fixture
def article():
    return factories.make_article(title="Anti-CD38")


@pytest.fixture
def imroz():
    return Reference.objects.create(key="imroz", title="Isatuximab")


def table_rows(**fields):
    return block_rows("tableblock", {"cells": "a | b\nc | d"} | fields)


def make_table(article, **fields):
    return TableBlock.objects.create(
        **{"parent": article, "region": "main", "ordering": 10, "header": ["a"], "rows": [["b"]]} | fields
    )


def make_trials(*names):
    return [Trial.objects.create(slug=name.lower(), acronym=name) for name in names]


def test_table_is_shown_as_it_was_typed(desk, article, imroz):
    fields = {"caption": "Rates", "key": "t1", "cites": "imroz", "abbreviations": "OS, survival"}

    desk.save("articles.article", article.pk, rows=table_rows(cells=CELLS, notes=NOTES, **fields))

    table = TableBlock.objects.get()
    assert {name: getattr(table, name) for name in fields} == fields
    assert table.header == ["", "New", "Old"]
    assert table.rows == [
        ['PFS<cite data-note="a"></cite>', '63.2%<cite data-ref="imroz"></cite>', ""],
        ["OS, 10<sup>-5</sup>", "&lt;b&gt;", "&amp;"],
    ]
    assert table.footnotes == {"a": 'By review.<cite data-ref="imroz"></cite>', "b": "Once daily."}
    shown = as_shown(desk.open("articles.article", article.pk))
    assert shown["articles_tableblock_set-0-cells"] == CELLS
    assert shown["articles_tableblock_set-0-notes"] == "a: By review.[@imroz]\nb: Once daily."


@pytest.mark.parametrize("cells", [CELLS, "\tP(A | B)\nPFS\t"])
def test_saving_the_page_as_it_is_changes_nothing(desk, article, imroz, cells):
    desk.save("articles.article", article.pk, rows=table_rows(cells=cells, notes=NOTES))
    before = TableBlock.objects.values().get()
    page = desk.open("articles.article", article.pk)
    sent = {
        name: value.replace("\n", "\r\n") if isinstance(value, str) else value for name, value in as_shown(page).items()
    }

    assert desk.client.post(page.request["PATH_INFO"], sent).status_code == 302
    assert TableBlock.objects.values().get() == before


@pytest.mark.parametrize(
    ("fields", "sentences"),
    [
        (
            {"cells": "a\tb\nIMROZ\t1\t2\nx\ty\nz"},
            ["Row 1 (“IMROZ”) has 3 cells, the header has 2.", "Row 3 (“z”) has 1 cell, the header has 2."],
        ),
        ({"cells": ""}, ["This field is required."]),
        ({"cells": "a | b"}, ["The table has a header and no rows."]),
        (
            {"cells": "a | b[@nobody]\nPFS | c[@imroz][@none]", "notes": "a: x[@nobody]"},
            [
                "The header, column 2: no reference has the key nobody. Add it under References, or choose another.",
                "Row 1 (“PFS”), column 2: no reference has the key none. Add it under References, or choose another.",
                "Footnote a: no reference has the key nobody. Add it under References, or choose another.",
            ],
        ),
        ({"notes": "no mark"}, ["“no mark” is no footnote; a footnote looks like “a: Stratified log-rank test.”"]),
        ({"cites": "nobody"}, ["No reference has the key nobody. Add it under References, or choose another."]),
        ({"abbreviations": "x" * 1001}, ["Ensure this value has at most 1000 characters (it has 1001)."]),
    ],
    ids=["ragged", "empty", "no rows", "unknown keys", "notes", "unknown source", "long"],
)
def test_fault_gets_its_sentence_and_everything_typed_stays(desk, article, imroz, fields, sentences):
    answer = desk.send("articles.article", article.pk, title="Changed", rows=table_rows(**fields))

    assert errors(answer) == sentences
    assert (Article.objects.get().title, TableBlock.objects.count()) == ("Anti-CD38", 0)
    shown = as_shown(answer)
    assert shown["title"] == "Changed"
    assert {name: shown[f"articles_tableblock_set-0-{name}"] for name in fields} == fields


def test_cells_are_stored_clean_whatever_saves_them(article):
    hostile = "<script>alert(1)</script><p>a</p>"

    table = make_table(article, header=[hostile], rows=[[hostile]], footnotes={"a": hostile})

    table.refresh_from_db()
    assert (table.header, table.rows, table.footnotes) == (["a"], [["a"]], {"a": "a"})


@pytest.mark.parametrize("fields", [{"header": []}, {"rows": []}])
def test_database_refuses_a_table_without_header_or_rows(article, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_table(article, **fields)


def test_landscape_keeps_the_order_of_trials_and_columns(desk, article):
    first, second, third = make_trials("IMROZ", "CEPHEUS", "AQUILA")
    row = {"chosen_trials": [third.pk, first.pk], "columns": ["approval", "phase"]}

    desk.save("articles.article", article.pk, rows=block_rows("landscapeblock", row))

    landscape = LandscapeBlock.objects.get()
    assert (landscape.trials_in_order(), landscape.columns) == ([third, first], ["approval", "phase"])
    shown = as_shown(desk.open("articles.article", article.pk))
    assert shown["articles_landscapeblock_set-0-chosen_trials"] == [str(third.pk), str(first.pk)]
    assert shown["articles_landscapeblock_set-0-columns"] == ["approval", "phase"]

    changed = {"articles_landscapeblock_set-0-chosen_trials": [first.pk, second.pk, third.pk]}
    desk.save("articles.article", article.pk, **changed)

    assert LandscapeBlock.objects.get().trials_in_order() == [first, second, third]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({"chosen_trials": [], "columns": ["phase"]}, "This field is required."),
        ({"chosen_trials": ["trial"], "columns": []}, "This field is required."),
        (
            {"chosen_trials": ["999"], "columns": ["phase"]},
            "Select a valid choice. 999 is not one of the available choices.",
        ),
        (
            {"chosen_trials": ["trial"], "columns": ["colour"]},
            "Select a valid choice. colour is not one of the available choices.",
        ),
    ],
)
def test_landscape_fault_gets_a_sentence(desk, article, row, sentence):
    (trial,) = make_trials("IMROZ")
    row = row | {"chosen_trials": [trial.pk if pk == "trial" else pk for pk in row["chosen_trials"]]}

    answer = desk.send("articles.article", article.pk, rows=block_rows("landscapeblock", row))

    assert errors(answer) == [sentence]
    assert LandscapeBlock.objects.count() == 0


def test_landscape_of_too_many_trials_is_refused(desk, article):
    trials = make_trials(*(f"T{number}" for number in range(41)))
    row = {"chosen_trials": [trial.pk for trial in trials], "columns": ["phase"]}

    answer = desk.send("articles.article", article.pk, rows=block_rows("landscapeblock", row))

    assert errors(answer) == ["A landscape table holds 40 trials; these are 41."]


def test_trial_of_a_landscape_cannot_be_deleted(article):
    landscape = LandscapeBlock.objects.create(parent=article, region="main", ordering=10, columns=["phase"])
    (trial,) = make_trials("IMROZ")
    landscape.set_trials([trial, trial])

    assert landscape.trials_in_order() == [trial]
    with pytest.raises(ProtectedError):
        trial.delete()


def test_database_refuses_a_landscape_without_columns(article):
    with pytest.raises(IntegrityError), transaction.atomic():
        LandscapeBlock.objects.create(parent=article, region="main", ordering=10, columns=[])


def test_reviewer_reads_the_tables(client, rhea, article):
    make_table(
        article, caption="Rates", header=["", "New"], rows=[["PFS", "10<sup>-5</sup>"]],
        footnotes={"a": "By review"}, abbreviations="PFS, survival", cites="imroz",
    )  # fmt: skip
    landscape = LandscapeBlock.objects.create(parent=article, region="main", ordering=20, columns=["approval", "phase"])
    landscape.set_trials(make_trials("IMROZ", "AQUILA"))

    page = Desk(client, rhea).open("articles.article", article.pk).content.decode()

    assert '<caption>Rates <span class="block-cites">imroz</span></caption>' in page
    assert '<tr><th scope="col"></th><th scope="col">New</th></tr>' in page
    assert "<tr><td>PFS</td><td>10<sup>-5</sup></td></tr>" in page
    assert "<p>PFS, survival</p><p>a: By review</p>" in page
    assert '<p class="block-title">IMROZ, AQUILA</p><p>Approval, Phase</p>' in page


def test_queries_of_the_screen_do_not_grow_with_tables_and_trials(desk, article):
    def add(number, *names):
        make_table(article, ordering=number)
        landscape = LandscapeBlock.objects.create(parent=article, region="main", ordering=number, columns=["phase"])
        landscape.set_trials(make_trials(*names))

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            desk.open("articles.article", article.pk)
        return len(queries)

    add(1, "A")
    desk.open("articles.article", article.pk)
    once = count()
    add(2, "B", "C")
    add(3, "D")

    assert count() == once
