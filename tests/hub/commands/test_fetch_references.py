"""manage.py fetch_references, against a loopback server."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from articles.models import Reference
from hub.models import AuditEvent
from tests import factories
from tests.loopback import Answer, loopback

pytestmark = pytest.mark.django_db
FACON = {
    "type": "article-journal",
    "title": "Isatuximab",
    "author": [{"family": "Facon", "given": "T"}],
    "volume": "391",
}


@pytest.fixture(scope="module")
def running():
    with loopback() as server:
        server.answers["/10.1000/a"] = Answer(json.dumps(FACON).encode())
        yield server


@pytest.fixture(autouse=True)
def server(running, settings):
    running.asked.clear()
    settings.DOI_RESOLVER_URL = running.url
    return running


def run(*arguments):
    """Exit status, standard output and standard error."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("fetch_references", *arguments, stdout=out, stderr=err)
    except CommandError as error:
        return error.returncode, out.getvalue(), err.getvalue() + str(error)
    return 0, out.getvalue(), err.getvalue()


def test_reference_is_stored_and_the_second_time_named(server):
    factories.make_hub(contact_email="editors@example.org")

    first, second = run("10.1000/a"), run("https://doi.org/10.1000/a")

    assert first == (0, "stored facon: Facon T. Isatuximab. 391. doi:10.1000/a\n", "")
    assert second == (0, "there already as facon (same DOI): Facon T. Isatuximab. 391. doi:10.1000/a\n", "")
    assert Reference.objects.get().doi == "10.1000/a"
    assert AuditEvent.objects.get().actor is None
    assert server.asked[0][1]["user-agent"].endswith("(mailto:editors@example.org)")


def test_dry_run_stores_nothing():
    assert run("10.1000/a", "--dry-run") == (0, "would store facon: Facon T. Isatuximab. 391. doi:10.1000/a\n", "")
    assert not Reference.objects.exists()


def test_failure_is_told_and_the_others_stored():
    status, out, err = run("10.1000/none", "10.1000/a", "nonsense")

    assert (status, out) == (2, "stored facon: Facon T. Isatuximab. 391. doi:10.1000/a\n")
    assert err.splitlines() == [
        "“nonsense” is neither a DOI such as 10.1056/NEJMoa2400712 nor a PMID of at most 8 digits.",
        "DOI 10.1000/none: 127.0.0.1 has no such record. Compare the number with the source.",
        "2 of these remarks need a look.",
    ]
