"""The import pages of references, as an editor uses them."""

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.admin.reference_table import SALT
from articles.models import Citation, Reference
from hub import roles
from tests import factories
from tests.loopback import Answer, loopback

pytestmark = pytest.mark.django_db
URL = "/admin/articles/reference/import/"
RIS = """TY  - JOUR
AU  - Facon, Thierry
TI  - Isatuximab for myeloma
T2  - N Engl J Med
PY  - 2024
DO  - 10.1056/NEJMoa2400712
ER  -
TY  - JOUR
AU  - Facon, Thierry
TI  - <script>alert(1)</script> & another
PY  - 2024
ER  -
"""


@pytest.fixture
def editor(client, ada):
    client.force_login(ada)
    return client


def make_stored(**columns) -> Reference:
    csl = {"type": "article-journal", "title": "Isatuximab for myeloma", "issued": {"date-parts": [[2024]]}}
    return Reference.objects.create(**{"key": "imroz", "csl": csl, "title": csl["title"]} | columns)


def shown_table(page) -> dict[str, str]:
    """What a browser sends for the table left as it is."""
    assert page.status_code in (200, 422), page.status_code
    table = page.context["table"]
    sent = {"table": page.context["sealed"]}
    for row in table.rows:
        if row.form["take"].value():
            sent[f"{row.number}-take"] = "on"
        if "key" in row.form.fields:
            sent[f"{row.number}-key"] = row.form["key"].value()
    return sent


def sentences(answer) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


def test_list_leads_to_the_import(editor):
    assert f'href="{URL}"' in editor.get(reverse("admin:articles_reference_changelist")).content.decode()


def test_pasted_text_is_shown_and_stored_once_confirmed(editor):
    page = editor.post(URL, {"text": RIS, "read": "1"})

    assert not Reference.objects.exists()
    html = page.content.decode()
    assert 'Facon T. Isatuximab for myeloma. <cite class="source">N Engl J Med</cite>. 2024.' in html
    assert "<script>alert" not in html
    assert "Line 10, title: &lt;script&gt; was taken out" in html
    assert shown_table(page) | {"table": ""} == {
        "table": "", "1-take": "on", "1-key": "facon2024", "2-take": "on", "2-key": "facon2024a",
    }  # fmt: skip

    answer = editor.post(URL, shown_table(page) | {"1-key": "imroz"}, follow=True)

    assert answer.redirect_chain == [("/admin/articles/reference/", 302)]
    assert sentences(answer) == ["2 references were imported."]
    assert list(Reference.objects.values_list("key", "title")) == [
        ("facon2024a", "alert(1) & another"), ("imroz", "Isatuximab for myeloma"),
    ]  # fmt: skip


def test_sent_twice_it_stores_once_and_says_so(editor):
    sent = shown_table(editor.post(URL, {"text": RIS}))
    editor.post(URL, sent, follow=True)

    again = editor.post(URL, sent, follow=True)

    assert sentences(again) == ["There already, and left as stored: facon2024, facon2024a."]
    assert Reference.objects.count() == 2


def test_file_in_an_old_encoding_is_read(editor):
    file = SimpleUploadedFile("list.ris", "TY  - BOOK\nAU  - Müller, Ö\nTI  - Größe\nER  - \n".encode("cp1252"))

    page = editor.post(URL, {"file": file})

    assert page.context["table"].rows[0].record.item["title"] == "Größe"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_file_with_a_byte_order_mark_is_read(editor, encoding):
    file = SimpleUploadedFile("list.ris", "TY  - BOOK\nTI  - Größe\nER  - \n".encode(encoding))

    assert editor.post(URL, {"file": file}).context["table"].rows[0].record.item["title"] == "Größe"


def test_stored_work_is_unticked_and_linked(editor):
    stored = make_stored(doi="10.1056/nejmoa2400712")

    page = editor.post(URL, {"text": RIS})

    html = page.content.decode()
    assert (
        f'Stored already, with the same DOI: <a href="/admin/articles/reference/{stored.pk}/change/">imroz</a>' in html
    )
    assert set(shown_table(page)) == {"table", "2-take", "2-key"}
    assert shown_table(page)["2-key"] == "facon2024"


def test_nearly_the_same_title_is_unticked_and_may_be_taken(editor):
    make_stored()

    page = editor.post(URL, {"text": RIS})

    assert "Nearly the same title and the same year as a stored reference:" in page.content.decode()
    assert "1-take" not in shown_table(page)
    editor.post(URL, shown_table(page) | {"1-take": "on", "1-key": "other"})
    assert sorted(Reference.objects.values_list("key", flat=True)) == ["facon2024a", "imroz", "other"]


def test_text_that_repeats_itself(editor):
    page = editor.post(URL, {"text": RIS + RIS})

    html = page.content.decode()
    assert "The same DOI as number 1 of this table." in html
    assert "Nearly the same title and the same year as number 2 of this table." in html
    assert [name for name in shown_table(page) if name.endswith("take")] == ["1-take", "2-take"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"1-key": "a b"}, "A citation key is made of letters, digits and _ . : - and begins with a letter or digit."),
        ({"1-key": ""}, "Give a key, such as facon2024."),
        ({"2-key": "facon2024"}, "Number 1 of this table has this key too."),
        ({"1-key": "held"}, "The key held is held by another reference. Choose a different one."),
        ({"1-key": "x" * 81}, "Ensure this value has at most 80 characters (it has 81)."),
    ],
)
def test_bad_key_gets_a_sentence_and_stores_nothing(editor, changes, sentence):
    Reference.objects.create(key="held", title="Held", csl={"title": "Held"})
    sent = shown_table(editor.post(URL, {"text": RIS}))

    page = editor.post(URL, sent | changes)

    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert "Nothing was stored. Look at the rows with a remark in red." in page.content.decode()
    assert "Line 10, title: &lt;script&gt; was taken out" in page.content.decode()
    assert shown_table(page) == sent | changes
    assert Reference.objects.count() == 1


def test_nothing_ticked(editor):
    sent = shown_table(editor.post(URL, {"text": RIS}))

    page = editor.post(URL, {name: value for name, value in sent.items() if not name.endswith("take")})

    assert (page.status_code, page.context["refused"]) == (422, "Nothing is ticked. Tick what is to be imported.")


def test_unticked_row_may_hold_a_bad_key(editor):
    sent = shown_table(editor.post(URL, {"text": RIS})) | {"2-key": "a b"}
    del sent["2-take"]

    editor.post(URL, sent)

    assert list(Reference.objects.values_list("key", flat=True)) == ["facon2024"]


@pytest.mark.parametrize("sealed", ["", "x", signing.dumps({"records": [], "article": None, "user": 0}, salt="other")])
def test_table_that_was_not_sealed_here_is_refused(editor, sealed):
    answer = editor.post(URL, {"table": sealed, "1-take": "on", "1-key": "a"}, follow=True)

    assert sentences(answer) == ["This table is too old or was changed on its way. Read the references again."]
    assert not Reference.objects.exists()


def test_table_of_another_account_is_refused(editor, client, paul):
    sent = shown_table(editor.post(URL, {"text": RIS}))
    client.force_login(paul)

    answer = client.post(URL, sent, follow=True)

    assert sentences(answer) == ["This table is too old or was changed on its way. Read the references again."]
    assert signing.loads(sent["table"], salt=SALT)["user"] != paul.pk


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Paste references, choose a file, or give a DOI or PMID."),
        ({"text": "x" * 1_000_001}, "1,000 kB are more than the 1,000 kB that are read at once. Split it and import the parts."),
        ({"text": "hello <b>there"}, "Line 1: “hello &lt;b&gt;there” was not understood and left out."),
        ({"file": SimpleUploadedFile("empty.ris", b"")}, "There is nothing to read. Paste references or choose a file."),
        ({"identifiers": "NCT1"}, "“NCT1” is neither a DOI such as 10.1056/NEJMoa2400712 nor a PMID of at most 8 digits."),
        ({"text": RIS, "article": "99999"}, "Select a valid choice."),
    ],
)  # fmt: skip
def test_input_that_gives_nothing_gets_a_sentence(editor, sent, sentence):
    factories.make_article()

    page = editor.post(URL, sent)

    assert page.status_code == 422
    assert sentence in page.content.decode()
    if len(sent.get("text", "")) in range(1, 99):
        assert "hello &lt;b&gt;there</textarea>" in page.content.decode()


def test_references_join_the_list_of_an_article(editor):
    stored = make_stored(doi="10.1056/nejmoa2400712")
    article = factories.make_article(title="CD38")
    assert f'<option value="{article.pk}" selected>' in editor.get(f"{URL}?article={article.pk}").content.decode()

    page = editor.post(URL, {"text": RIS, "article": article.pk})
    answer = editor.post(URL, shown_table(page), follow=True)

    assert "join the list of “CD38”" in page.content.decode()
    assert answer.redirect_chain == [(f"/admin/articles/article/{article.pk}/change/", 302)]
    assert sentences(answer) == [
        "1 reference was imported.", "There already, and left as stored: imroz.", "2 references joined the list.",
    ]  # fmt: skip
    assert list(article.citations.values_list("reference__key", flat=True)) == ["facon2024", "imroz"]
    assert stored.citations.count() == 1


def test_article_that_is_gone_by_then_costs_only_its_list(editor):
    article = factories.make_article()
    sent = shown_table(editor.post(URL, {"text": RIS, "article": article.pk}))
    article.delete()

    editor.post(URL, sent)

    assert (Reference.objects.count(), Citation.objects.count()) == (2, 0)


def test_look_up_fills_the_same_table_without_asking_twice(editor, settings):
    body = b'{"type": "journal-article", "title": ["Isatuximab"], "author": [{"family": "Facon", "given": "T"}]}'
    with loopback() as server:
        server.answers["/10.1056/NEJMoa2400712"] = Answer(body)
        settings.DOI_RESOLVER_URL = server.url
        page = editor.post(URL, {"identifiers": "10.1056/NEJMoa2400712 10.1000/none", "look_up": "1"})
        editor.post(URL, shown_table(page))

    assert [path for path, _headers in server.asked] == ["/10.1056/NEJMoa2400712", "/10.1000/none"]
    assert (
        "DOI 10.1000/none: 127.0.0.1 has no such record. Compare the number with the source." in page.content.decode()
    )
    assert list(Reference.objects.values_list("key", "doi")) == [("facon", "10.1056/nejmoa2400712")]


def test_more_identifiers_than_are_asked_at_once_are_told(editor, settings):
    settings.DOI_RESOLVER_URL = "http://127.0.0.1:9"

    page = editor.post(URL, {"identifiers": " ".join(f"10.1000/{number}" for number in range(11)), "look_up": "1"})

    html = page.content.decode()
    assert page.status_code == 422
    assert "DOI 10.1000/10: Not asked: too many at once. Ask for it next." in html
    assert (
        "DOI 10.1000/0: 127.0.0.1 cannot be reached: it or this server&#x27;s network is down. Paste the reference"
        in html
    )


@pytest.mark.parametrize("role", roles.ROLES)
def test_open_to_those_who_may_add_references(client, role):
    client.force_login(factories.make_staff("staff", role))

    opened = {client.get(URL).status_code, client.post(URL, {"text": RIS}).status_code}

    assert opened == ({200} if role in (roles.WRITER, roles.PUBLISHER) else {403})


def test_list_offers_no_import_to_a_reviewer(client, rhea):
    client.force_login(rhea)

    assert URL not in client.get(reverse("admin:articles_reference_changelist")).content.decode()


@pytest.mark.parametrize("copies", [1, 3])
def test_table_asks_the_database_as_often_for_more_references(editor, django_assert_num_queries, copies):
    make_stored(doi="10.1056/nejmoa2400712")
    text = "".join(
        RIS.replace("NEJMoa2400712", f"x{number}").replace("& another", "word " * 9 * number)
        for number in range(copies)
    )
    editor.get(URL)

    with django_assert_num_queries(6):
        page = editor.post(URL, {"text": text})

    assert len(page.context["table"].rows) == 2 * copies
