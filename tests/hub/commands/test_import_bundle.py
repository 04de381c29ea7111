"""manage.py import_bundle, as a script calls it."""

import io
import json
import subprocess
import sys
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles.models import Approval, Article, ArticleVersion
from hub.models import Hub, Person
from tests import factories
from tests.articles.bundle import bundles

SLUG = "anti-cd38-antibodies-in-multiple-myeloma"


def run(*arguments):
    """Exit status, standard output and standard error."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("import_bundle", *map(str, arguments), stdout=out, stderr=err)
    except CommandError as error:
        return error.returncode, out.getvalue(), err.getvalue() + str(error)
    return 0, out.getvalue(), err.getvalue()


@pytest.fixture
def file(tmp_path):
    def write(bundle, name="article.json"):
        path = tmp_path / name
        path.write_text(bundle if isinstance(bundle, str) else bundles.to_text(bundle))
        return path

    return write


@pytest.mark.django_db
def test_import_says_what_it_did_and_the_second_that_nothing_changed(file):
    path = file(bundles.small())

    first, second = run(path), run(path)

    assert (first[0], second) == (0, (0, f"{path}: small: nothing to change\n", ""))
    assert first[1].startswith(f"{path}: small: created 1 Hub, 2 Reference, 1 Person, 1 Declaration, 1 Trial")


@pytest.mark.django_db
def test_json_is_one_line_a_file(file):
    drafted = bundles.small(quiz=None)
    drafted["article"] |= {"slug": "second", "translation_of": "nowhere"}
    paths = [file(bundles.small()), file(drafted, "second.json")]

    status, out, _err = run(*paths, "--json")

    first, second = map(json.loads, out.splitlines())
    assert status == 0
    assert [list(first), first["file"], first["article"], first["updated"], first["findings"]] == [
        ["file", "article", "created", "updated", "findings"],
        str(paths[0]),
        "small",
        {},
        [],
    ]
    assert (first["created"]["Article"], second["created"]["Article"]) == (1, 1)
    assert second["findings"] == [
        {
            "rule": "BUNDLE-UNKNOWN",
            "severity": "warning",
            "message": "The article nowhere, of which this is a translation, is not stored: the place stays empty.",
            "where": "article.translation_of",
        }
    ]


@pytest.mark.django_db
def test_problems_stand_on_standard_error_with_their_paths(file):
    bundle = bundles.small()
    bundle["article"]["body"][1]["findings"][0] = "Text.[@imrz]"
    bundle["survey"] = ["nonsense"]
    path = file(bundle)
    before = bundles.row_counts()

    status, out, err = run(path, "--json")

    assert (status, out) == (2, "")
    assert err.splitlines() == [
        f"{path}: 2 problems",
        'article.body[1].findings[0]: unknown citation key "imrz"',
        'survey[0]: unknown survey key "nonsense"',
        f"{path} was not imported.",
    ]
    assert bundles.row_counts() == before


@pytest.mark.django_db
def test_single_problem_stands_on_one_line(file):
    path = file("{")

    assert run(path) == (
        2,
        "",
        f"{path}: the file is not JSON: Expecting property name enclosed in double quotes in line 1, column 2\n"
        f"{path} was not imported.",
    )


@pytest.mark.django_db
def test_file_that_is_not_there_is_bad_input(tmp_path):
    missing = tmp_path / "missing.json"

    assert run(missing) == (
        2,
        "",
        f"{missing}: the file cannot be read: No such file or directory\n{missing} was not imported.",
    )


@pytest.mark.django_db
def test_each_file_is_imported_for_itself(file):
    good, bad = file(bundles.small()), file("[]", "bad.json")

    status, _out, err = run(bad, good)

    assert (status, err.splitlines()[-1], Article.objects.count()) == (2, "1 of 2 files were not imported.", 1)


@pytest.mark.django_db
def test_hub_is_chosen_by_its_slug(file):
    factories.make_hub(slug="default")
    factories.make_hub(slug="other", is_default=False)

    run(file(bundles.small()), "--hub", "other")

    assert Article.objects.get().hub.slug == "other"


@pytest.mark.django_db
def test_unknown_hub_is_refused_before_anything_is_read(file):
    assert run(file(bundles.small()), "--hub", "nowhere") == (2, "", "There is no hub nowhere.")
    assert Hub.objects.count() == 0


@pytest.mark.django_db
def test_overwrite_replaces_stored_values(file):
    run(file(bundles.small()))
    path = file(bundles.set_at(bundles.small(), ["trials", 0, "n_enrolled"], 120))

    kept, replaced = run(path), run(path, "--overwrite")

    assert "trials[0].n_enrolled: The file says 120, stored is 100; the stored value stays." in kept[1]
    assert "created" not in replaced[1]
    assert bundles.exported(Article.objects.get())["trials"][0]["n_enrolled"] == 120


@pytest.fixture
def publish(rhea, paul):
    return ["--publish", "--reviewer", rhea.email, "--publisher", paul.email]


@pytest.mark.django_db
def test_publish_records_approval_and_publication_by_two_people(publish, rhea, paul):
    status, _out, err = run(bundles.DEMO, *publish)

    version, approval = ArticleVersion.objects.get(), Approval.objects.get()
    assert (status, err) == (0, "")
    assert (approval.reviewer, version.published_by, version.reason) == (rhea, paul, "imported")
    assert (version.content, version.content_hash) == (bundles.DEMO.read_text(), approval.content_hash)


@pytest.mark.django_db
def test_second_publication_of_the_same_content_changes_nothing(publish):
    run(bundles.DEMO, *publish)
    before = bundles.row_counts()

    status, out, _err = run(bundles.DEMO, *publish)

    assert (status, out) == (0, f"{bundles.DEMO}: {SLUG}: nothing to change\n")
    assert bundles.row_counts() == before


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--publish"], "--publish needs --reviewer and --publisher."),
        (["--reviewer", "rhea@example.org"], "--reviewer and --publisher go with --publish."),
        (["--publish", "--reviewer", "no@example.org", "--publisher", "paul@example.org"], "There is no account no@example.org."),
        (["--publish", "--reviewer", "rhea@example.org", "--publisher", "RHEA@example.org"], "Whoever approved the content cannot publish it: two people are needed."),
        (["--publish", "--reviewer", "paul@example.org", "--publisher", "rhea@example.org"], "Paul does not hold the role reviewer."),
        (["--publish", "--reviewer", "rhea@example.org", "--publisher", "ada@example.org"], "Ada does not hold the role publisher."),
    ],
)  # fmt: skip
def test_publication_needs_two_accounts_with_their_roles(rhea, paul, ada, arguments, message):
    status, _out, err = run(bundles.DEMO, *arguments)

    assert (status != 0, err, Article.objects.count()) == (True, message, 0)


@pytest.mark.django_db
def test_account_that_is_not_active_cannot_publish(publish, paul):
    paul.is_active = False
    paul.save()

    assert run(bundles.DEMO, *publish)[2] == "Paul does not hold the role publisher."


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["rhea", "paul"])
def test_people_of_the_byline_cannot_publish_and_nothing_is_written(publish, who, request):
    user = request.getfixturevalue(who)
    Person.objects.create(slug="sample-writer", name="Sample Writer", user=user)
    before = bundles.row_counts()

    status, _out, err = run(bundles.DEMO, *publish)

    assert status == 2
    assert err.splitlines()[0] == (
        f"{bundles.DEMO}: {user} stands among the contributors of this article and cannot act on it."
    )
    assert bundles.row_counts() == before


@pytest.mark.django_db
def test_article_that_preflight_stops_is_not_imported_for_publication(publish, file):
    bundle = bundles.small(support=None)
    path = file(bundle)
    before = bundles.row_counts()

    status, _out, err = run(path, *publish)

    assert status == 2
    assert err.splitlines()[1].startswith("The article is not ready:")
    assert "support: No funding is recorded. Attach an agreement, or record that there is no external funding." in err
    assert bundles.row_counts() == before


@pytest.mark.django_db
def test_embargo_is_kept(publish, file):
    bundle = bundles.demo()
    bundle["article"]["embargo_until"] = (timezone.now() + timedelta(days=1)).isoformat()

    status, _out, err = run(file(bundle), *publish)

    assert (status, Article.objects.count()) == (2, 0)
    assert "The embargo ends on" in err


def test_exit_status_of_the_process_is_two(tmp_path):
    """The status as the shell sees it; a file that cannot be parsed needs no database."""
    bad = tmp_path / "bad.json"
    bad.write_text("{")

    done = subprocess.run(
        [sys.executable, "manage.py", "import_bundle", str(bad)],
        cwd=bundles.DEMO.parents[2],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[0].startswith(f"{bad}: the file is not JSON")
