"""/trials/<slug>/: who sees which trial, and what stands on its page."""

import json
import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from articles.actions import approve, publish
from articles.models import TrialBlock, VersionTrial
from tests import factories, trials
from tests.factories import NOW


@pytest.fixture
def trial(hub):
    return trials.make_trial("ALPHA-7", n_results=1, question="Does it work?", aliases=["A7"], condition="myeloma")


def page_of(client, slug="alpha-7", **options):
    response = client.get(f"/trials/{slug}/", **options)
    assert response.status_code == 200
    return response.content.decode()


def words(html):
    return " ".join(re.sub(r"<[^>]*>", " ", html).replace("\u2060", "").replace("\xa0", " ").split())


def test_page_shows_the_registry(client, hub, trial):
    part = trial.parts.create(key="p2", label="Part 2", status="pending")
    trial.arms.filter(key="c").update(part=part, type="ACTIVE_COMPARATOR")
    trial.endpoints.update(definition="by review", time_frame="5 years")
    trials.publish(hub, trial)

    text = words(page_of(client))

    for fact in (
        "ALPHA-7 Does it work?",
        "Other names A7",
        "Phase 3",
        "Patients 100",
        "Part 2 Pending",
        "New-VRd (n = 51) New + VRd newmab, lenalidomide",
        "VRd (n = 49) Active comparator lenalidomide Part 2",
        "PFS Primary Definition: by review Time frame: 5 years",
        "This is not medical advice",
    ):
        assert fact in text


def test_registry_number_leads_to_the_registry(client, hub, trial):
    trials.publish(hub, trial)
    number = trial.ids.get().value

    assert f'<a href="https://clinicaltrials.gov/study/{number}" rel="noopener" translate="no">' in page_of(client)


def test_names_and_numbers_are_not_translated(client, hub, trial):
    trials.publish(hub, trial)

    page = page_of(client)

    for text in ("ALPHA-7</h1", "New-VRd</span", "newmab, lenalidomide</span", "63.2%</td", "100</dd"):
        assert f'translate="no">{text}' in page


def test_results_stand_by_analysis_the_latest_first_each_with_its_source(client, hub, trial):
    trial.analyses.update(data_cutoff="2024-05-01")
    later = trial.analyses.create(
        key="update", label="update", data_cutoff="2025-06", ref=trials.make_reference("late")
    )
    later.median_follow_up.create(value="60.5", unit="months")
    trials.add_result(trial, analysis=later, values=("55.0", "40.0"), ref=None)
    trials.publish(hub, trial)

    page = page_of(client)

    groups = [words(group) for group in re.findall(r'<th scope="rowgroup"[^>]*>(.*?)</th>', page)]
    assert groups == [
        "Update, median follow-up 60.5 months, data cut-off June 2025 1",
        "Final analysis, data cut-off May 1, 2024 2",
    ]
    assert "On late" in words(re.search(r'<li id="ref-1">.*', page)[0])


def test_result_that_nobody_checked_is_absent_and_so_is_its_source(client, hub, trial):
    trials.add_result(
        trial, values=("99.9", "11.1"), checked=False, ref=trials.make_reference("secret", "Unchecked work")
    )
    trials.publish(hub, trial)

    page = page_of(client)

    assert ("63.2%" in page, "99.9" in page, "Unchecked work" in page) == (True, False, False)


def test_trial_without_checked_results_says_so(client, hub, trial):
    trial.results.update(checked_by=None, checked_on=None)
    trials.publish(hub, trial)

    page = page_of(client)

    assert ("No result has been checked against its source yet." in page, "results.csv" in page) == (True, False)


def test_regulatory_events_stand_in_time_with_their_source(client, hub, trial):
    source = trials.make_reference("agency")
    for order, (agency, day) in enumerate([("EC", "2025-01"), ("MHRA", ""), ("FDA", "2024-09-20"), ("PMDA", "2024")]):
        trial.regulatory.create(agency=agency, action="approval", date=day, order=order, ref=source, product="newmab")
    trials.publish(hub, trial)

    page = page_of(client)

    assert [words(event) for event in re.findall(r'specs__name">(.*?approval.*?)</span>', page)] == [
        "2024 : PMDA approval 2",
        "Sept. 20, 2024 : FDA approval 2",
        "January 2025 : EC approval 2",
        "Date not known: MHRA approval 2",
    ]
    assert '<span translate="no">Newmab</span>' in page


def test_page_lists_the_articles_newest_first_by_their_newest_version(client, hub, trial):
    other = trials.make_trial("OTHER")
    trials.publish(hub, trial, other, title="First", on=date(2026, 1, 1))
    trials.publish(hub, other, trial, title="Second", on=date(2026, 2, 1))
    trials.publish(hub, other, title="On another trial")

    page = page_of(client)

    assert re.findall(r'<a href="/articles/[^"]+/">([^<]*)</a>', page) == ["Second", "First"]


@pytest.mark.parametrize("state", ["draft", "scheduled", "taken down", "dropped", "elsewhere", "mentioned"])
def test_trial_that_no_live_article_of_the_hub_shows_is_missing(client, hub, trial, state):
    match state:
        case "draft":
            article = factories.make_article(hub)
            TrialBlock.objects.create(parent=article, region="main", ordering=10, trial=trial)
        case "scheduled":
            trials.publish(hub, trial, live_from=timezone.now() + timedelta(days=1))
        case "taken down":
            trials.publish(hub, trial, taken_down_at=timezone.now())
        case "dropped":
            factories.make_version(trials.publish(hub, trial).article)
        case "elsewhere":
            trials.publish(factories.make_hub(is_default=False), trial)
        case "mentioned":
            trials.publish(hub).article.trial_lines.create(trial=trial)

    hidden = [client.get(f"/trials/alpha-7/{name}").status_code for name in ("", "results.csv", "results.json")]

    assert hidden == [404, 404, 404]
    assert client.get("/trials/alpha-7/").content == client.get("/trials/alpha-8/").content


def test_each_hub_lists_its_own_articles(client, hub, trial, settings):
    settings.ALLOWED_HOSTS = ["*"]
    aml = factories.make_hub(slug="aml", is_default=False, domain="aml.example.org")
    trials.publish(hub, trial, title="Here")
    trials.publish(aml, trial, title="There")

    here, there = page_of(client), page_of(client, headers={"host": "aml.example.org"})

    assert [("Here" in page, "There" in page) for page in (here, there)] == [(True, False), (False, True)]


def test_publication_lists_the_trials_that_have_a_block(client, hub, trial, rhea, paul):
    article = factories.make_ready_article(hub)
    TrialBlock.objects.create(
        parent=article, region="main", ordering=20, trial=trial, findings="<ul><li>Text</li></ul>"
    )
    article.trial_lines.create(trial=trials.make_trial("BROUGHT", n_results=1))
    approve(article=article, reviewer=rhea, now=NOW)
    hidden = client.get("/trials/alpha-7/").status_code

    version = publish(article=article, publisher=paul, now=NOW, reason="ready")

    assert (hidden, list(VersionTrial.objects.values_list("version", "trial"))) == (404, [(version.pk, trial.pk)])
    assert '<a href="/trials/alpha-7/" translate="no">ALPHA-7</a>' in version.body_html


@pytest.mark.parametrize("n", [1, 3])
def test_page_keeps_its_queries(client, hub, n, django_assert_num_queries):
    trial = trials.make_trial("ALPHA-7", n_results=n)
    for number in range(n):
        trials.publish(hub, trial)
        trial.regulatory.create(agency=f"A{number}", action="approval", ref=trials.make_reference(f"r{number}"))
        trial.analyses.create(key=f"a{number}").median_follow_up.create(value="12.0")

    with django_assert_num_queries(15):  # hub, articles, trial and its nine tables, references, strip and notices
        client.get("/trials/alpha-7/")


def test_page_is_public_and_has_one_address(client, hub, trial):
    trials.publish(hub, trial)

    response = client.get("/trials/alpha-7/?utm_source=x", headers={"accept-language": "de"})

    assert (response.cookies, response.get("Vary", "")) == ({}, "")
    assert response["Cache-Control"].startswith("public")
    assert '<link rel="canonical" href="http://testserver/trials/alpha-7/">' in response.content.decode()


def test_strip_names_the_funders_of_the_site(client, hub, trial):
    trials.publish(hub, trial)
    factories.make_agreement("Funder F", 1, scope="hub", hub=hub)

    assert "<dd>Funder F</dd>" in page_of(client)


def test_markup_in_the_registry_is_shown_as_text(client, hub):
    trial = trials.make_trial("ALPHA-7", question="<script>a</script>", n_results=1, aliases=["<b>"], n_note="<i>")
    trial.endpoints.update(measure="<em>PFS", definition="<u>")
    trials.publish(hub, trial)

    page = page_of(client)

    assert [tag for tag in ("<script>a", "<b>", "<i>", "<em>", "<u>") if tag in page] == []
    assert "&lt;em&gt;PFS" in page


def test_admin_leads_to_the_page_of_a_public_trial_alone(client, hub, trial, ada):
    client.force_login(ada)
    hidden = client.get(f"/admin/articles/trial/{trial.pk}/change/").content.decode()
    trials.publish(hub, trial)
    shown = client.get(f"/admin/articles/trial/{trial.pk}/change/").content.decode()

    assert ["/trials/alpha-7/" in page for page in (hidden, shown)] == [False, True]


def test_machines_read_what_the_trial_is(client, hub):
    trials.publish(hub, trials.make_trial("</script>", slug="hostile", design="open-label randomized"))
    html = page_of(client, "hostile")

    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    (node,) = json.loads(found)["@graph"]
    number = node.pop("identifier")
    assert (len(number), number[0][:3]) == (1, "NCT")
    assert node == {
        "@id": "/trials/hostile/#trial",
        "@type": "MedicalTrial",
        "name": "</script>",
        "trialDesign": ["https://schema.org/RandomizedTrial", "https://schema.org/OpenTrial"],
    }
