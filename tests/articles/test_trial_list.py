"""/trials/ and its download: which trials, narrowed by what stands in the address."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.trial_filters import TrialEntry, TrialFilter, choices
from tests import factories, trials
from tests.downloads import read_csv


@pytest.fixture
def registry(hub):
    beta = trials.make_trial("BETA", condition="myeloma", setting="newly diagnosed", aliases=["Second try"])
    alpha = trials.make_trial("alpha", condition="AL amyloidosis", setting="relapsed", phases=["PHASE1", "PHASE2"])
    alpha.arms.update(regimen=["daratumumab"])
    trials.publish(hub, beta, alpha)
    trials.publish(hub, alpha)
    return {"beta": beta, "alpha": alpha}


def listed(response):
    return re.findall(r'entry__title"><a href="/trials/([^/]+)/"', response.content.decode())


def test_list_stands_by_acronym_with_numbers_of_articles(client, registry):
    response = client.get("/trials/")

    assert [(line.entry.slug, line.entry.n_articles, line.phase) for line in response.context["lines"]] == [
        ("alpha", 2, "1/2"),
        ("beta", 1, "3"),
    ]
    assert "2 trials" in response.content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("condition=myeloma", ["beta"]),
        ("condition=MYELOMA", ["beta"]),
        ("setting=relapsed", ["alpha"]),
        ("drug=Daratumumab", ["alpha"]),
        ("drug=lenalidomide&phase=PHASE3", ["beta"]),
        ("phase=PHASE2", ["alpha"]),
        ("q=alp", ["alpha"]),
        ("q=try+second", ["beta"]),
        ("q=++", ["alpha", "beta"]),
        ("phase=PHASE3&drug=daratumumab", []),
        ("condition=gout", []),
        ("phase=9", []),
        ("q=%27%22%3Cscript%3E", []),
        ("unknown=x", ["alpha", "beta"]),
    ],
)
def test_address_narrows_the_list(client, registry, query, found):
    response = client.get(f"/trials/?{query}")

    assert (response.status_code, listed(response)) == (200, found)
    assert [row["acronym"].lower() for row in read_csv(client.get(f"/trials/trials.csv?{query}"))] == found


def test_registry_number_finds_its_trial(client, registry):
    number = registry["beta"].ids.get().value.lower()

    assert listed(client.get(f"/trials/?q={number}")) == ["beta"]


def test_nothing_found_is_a_sentence_and_the_form_keeps_what_was_asked(client, registry):
    page = client.get("/trials/?condition=gout&q=%22x").content.decode()

    assert "No trial here matches all of this." in page
    assert '<option value="gout" selected>Gout</option>' in page
    assert 'value="&quot;x"' in page


def test_form_offers_what_the_trials_hold(client, registry):
    page = client.get("/trials/?phase=PHASE1").content.decode()

    options = re.findall(r'<option value="([^"]+)"( selected)?>([^<]*)', page)
    assert [value for value, _selected, _label in options] == [
        "AL amyloidosis", "myeloma", "newly diagnosed", "relapsed", "daratumumab", "lenalidomide", "newmab",
        "PHASE1", "PHASE2", "PHASE3",
    ]  # fmt: skip
    assert [label for _value, selected, label in options if selected] == ["1"]


def test_list_leaves_out_what_readers_may_not_see(client, hub, registry):
    article = factories.make_article(hub)
    article.trial_lines.create(trial=trials.make_trial("DRAFT"))
    trials.publish(hub, trials.make_trial("SCHEDULED"), live_from=timezone.now() + timedelta(days=1))
    trials.publish(hub, trials.make_trial("HIDDEN"), taken_down_at=timezone.now())
    trials.publish(factories.make_hub(is_default=False), trials.make_trial("ELSEWHERE"))

    assert listed(client.get("/trials/")) == ["alpha", "beta"]
    assert len(read_csv(client.get("/trials/trials.csv"))) == 2


def test_registry_without_public_trials_says_so(client, hub):
    page = client.get("/trials/").content.decode()

    assert ("No trial stands here yet." in page, "<form" in page) == (True, False)


def test_download_holds_one_row_a_trial(client, registry):
    response = client.get("/trials/trials.csv?q=beta")

    assert (response["Content-Type"], response["Content-Disposition"]) == (
        "text/csv; charset=utf-8",
        'attachment; filename="trials.csv"',
    )
    assert read_csv(response) == [
        {
            "acronym": "BETA",
            "other_names": "Second try",
            "registry_numbers": registry["beta"].ids.get().value,
            "phases": "PHASE3",
            "condition": "myeloma",
            "setting": "newly diagnosed",
            "drugs": "newmab; lenalidomide",
            "arms": "New-VRd; VRd",
            "enrolled": "100",
            "articles": "1",
            "url": "http://testserver/trials/beta/",
        }
    ]


def test_download_runs_no_formula(client, hub):
    trials.publish(hub, trials.make_trial("=1+1", slug="formula"))

    assert b"\n'=1+1," in client.get("/trials/trials.csv").content


@pytest.mark.parametrize("n_trials", [1, 3])
def test_list_keeps_its_queries(client, hub, n_trials, django_assert_num_queries):
    trials.publish(hub, *(trials.make_trial(f"T{number}") for number in range(n_trials)))

    with django_assert_num_queries(6):  # hub, trials, registry numbers, arms, strip and notices
        client.get("/trials/")
    with django_assert_num_queries(4):
        client.get("/trials/trials.csv")


def test_list_has_pages_that_keep_the_filter(client, hub):
    trials.publish(hub, *(trials.make_trial(f"T{number:02}", setting="a & b") for number in range(51)))

    first, second, beyond = (client.get(f"/trials/?setting=a+%26+b&page={page}") for page in ("x", 2, 99))

    assert [len(listed(page)) for page in (first, second, beyond)] == [50, 1, 1]
    assert 'href="?setting=a+%26+b&amp;page=2" rel="next"' in first.content.decode()


@pytest.mark.parametrize(
    ("query", "canonical"),
    [("", "/trials/"), ("?q=t&page=2", "/trials/"), ("?page=2", "/trials/?page=2"), ("?utm=1", "/trials/")],
)
def test_canonical_address_has_no_filter(client, hub, query, canonical):
    trials.publish(hub, *(trials.make_trial(f"T{number:02}") for number in range(51)))

    page = client.get(f"/trials/{query}").content.decode()

    assert f'<link rel="canonical" href="http://testserver{canonical}">' in page


def entry(**fields):
    plain = {"slug": "a", "acronym": "A", "condition": "", "setting": "", "n_enrolled": None, "n_articles": 1}
    lists = dict.fromkeys(["aliases", "numbers", "phases", "drugs", "arms"], ())
    return TrialEntry(**plain | lists | fields)


def test_choices_are_each_once_whatever_their_capitals_with_the_one_asked_for():
    entries = [entry(drugs=("Isatuximab", "bortezomib")), entry(drugs=("isatuximab",)), entry()]

    assert choices(entries, "drug", "Carfilzomib") == ["bortezomib", "Carfilzomib", "Isatuximab"]
    assert choices(entries, "drug", "ISATUXIMAB") == ["bortezomib", "Isatuximab"]


def test_filter_is_an_address():
    assert (TrialFilter().query, TrialFilter(drug="a & b", q="é").query) == ("", "drug=a+%26+b&q=%C3%A9")
