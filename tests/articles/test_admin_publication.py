"""Approving, publishing and taking down from the article screen; bundles in and out."""

import json
from pathlib import Path

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.bundle.loading import load_bundle
from articles.bundle.reading import read_bundle
from articles.models import Approval, Article
from tests import factories

pytestmark = pytest.mark.django_db
EXAMPLE = Path(__file__).parents[2] / "hub" / "demo" / "anti-cd38.json"


@pytest.fixture
def article():
    """The example as imported, its agreement confirmed by nobody yet: warnings stand, no error does."""
    return load_bundle(read_bundle(EXAMPLE.read_bytes())).article


def address(page: str, article=None) -> str:
    return reverse(f"admin:articles_article_{page}", args=[article.pk] if article else [])


def sentences(answer) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


def test_reviewer_approves_and_publisher_publishes(client, rhea, paul, article):
    client.force_login(rhea)
    approved = client.post(address("approve", article), {"note": "All numbers checked."})
    assert sentences(approved) == ["The content is approved. A publisher can now publish it."]
    approval = Approval.objects.get()
    assert (approval.reviewer, approval.note) == (rhea, "All numbers checked.")

    client.force_login(paul)
    published = client.post(address("publish", article), {"reason": "First publication."})
    assert published.url == address("change", article)
    version = article.versions.get()
    assert (version.number, version.reason, version.published_by) == (1, "First publication.", paul)

    panel = client.get(address("change", article)).content.decode()
    assert "Live: version 1" in panel
    assert "This content was approved by Rhea" in panel


def test_panel_says_when_content_changed_after_approval(client, rhea, ada, article):
    client.force_login(rhea)
    client.post(address("approve", article))
    Article.objects.update(title="Another title")

    client.force_login(ada)
    panel = client.get(address("change", article)).content.decode()

    assert "Changed since Rhea approved it" in panel
    assert "Draft" in panel


def test_publishing_without_approval_says_why_and_writes_nothing(client, paul, article):
    client.force_login(paul)

    answer = client.post(address("publish", article), {"reason": "Now."})

    assert answer.status_code == 409
    assert "No reviewer has approved this article." in answer.content.decode()
    assert "Now." in answer.content.decode()
    assert article.versions.count() == 0


def test_approval_of_an_article_with_errors_lists_them(client, rhea):
    bare = factories.make_article()
    client.force_login(rhea)

    answer = client.post(address("approve", bare))

    assert answer.status_code == 409
    assert "No funding is recorded." in answer.content.decode()
    assert Approval.objects.count() == 0


def test_taking_down_needs_a_reason(client, paul, article):
    factories.make_version(article)
    client.force_login(paul)

    refused = client.post(address("take-down", article), {"reason": ""})
    assert "Give a reason." in refused.content.decode()
    client.post(address("take-down", article), {"reason": "A number is wrong."})

    article.refresh_from_db()
    assert article.taken_down_at is not None
    assert "Taken down" in client.get(address("change", article)).content.decode()


@pytest.mark.parametrize("name", ["approve", "publish", "take-down"])
def test_superuser_without_the_role_cannot_act(client, article, name):
    client.force_login(factories.make_user("root", is_staff=True, is_superuser=True))

    assert client.post(address(name, article), {"reason": "x"}).status_code == 403


def test_pages_of_a_missing_article_are_refused(client, paul):
    client.force_login(paul)

    assert client.get(reverse("admin:articles_article_publish", args=[999])).status_code == 404


def test_opening_a_page_changes_nothing(client, rhea, article):
    client.force_login(rhea)

    assert client.get(address("approve", article)).status_code == 200
    assert Approval.objects.count() == 0


def test_export_is_the_file_that_was_imported(client, ada, article):
    client.force_login(ada)

    answer = client.get(address("export", article))

    assert answer.headers["Content-Disposition"] == f'attachment; filename="{article.slug}.json"'
    exported = json.loads(answer.content)
    example = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    assert exported["article"] == example["article"]
    assert exported["trials"] == example["trials"]


def upload(client, content: bytes, **fields):
    return client.post(address("import"), {"file": SimpleUploadedFile("article.json", content)} | fields)


def test_import_makes_the_article_and_reports(client, ada, hub):
    client.force_login(ada)

    answer = upload(client, EXAMPLE.read_bytes())

    article = Article.objects.get()
    assert answer.url == address("change", article)
    assert sentences(answer)[0].startswith("Imported: ")


def test_import_with_problems_lists_each_with_its_place_and_writes_nothing(client, ada, hub):
    client.force_login(ada)
    bundle = {"article": {"title": "T", "colour": "red", "body": [{"block": "paragraph", "text": "a [@nobody]"}]}}

    answer = upload(client, json.dumps(bundle).encode())

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "The file has 2 problems. Nothing was written." in page
    assert "<code>article.colour</code>" in page
    assert "<code>article.body[0].text</code>" in page
    assert Article.objects.count() == 0


@pytest.mark.parametrize(("content", "sentence"), [(b"{", "the file is not JSON"), (b"\xff", "the file is not UTF-8")])
def test_import_of_what_is_no_bundle_says_so(client, ada, hub, content, sentence):
    client.force_login(ada)

    assert sentence in upload(client, content).content.decode()


def test_only_a_publisher_lets_a_file_replace_stored_values(client, ada, paul, hub):
    pages = {}
    for user in (ada, paul):
        client.force_login(user)
        pages[user.email] = "overwrite" in client.get(address("import")).context["form"].fields

    assert pages == {ada.email: False, paul.email: True}


def test_reviewer_imports_nothing(client, rhea, hub):
    client.force_login(rhea)

    assert upload(client, EXAMPLE.read_bytes()).status_code == 403
    assert Article.objects.count() == 0
