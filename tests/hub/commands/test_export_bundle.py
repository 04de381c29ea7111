"""manage.py export_bundle, as a script calls it."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from hub.models import Person
from tests.articles.bundle import bundles

pytestmark = pytest.mark.django_db


def run(*arguments):
    out = io.StringIO()
    call_command("export_bundle", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_export_is_the_canonical_file_byte_for_byte():
    article = bundles.load(bundles.DEMO.read_text()).article

    assert run(article.slug) == bundles.DEMO.read_text()


def test_export_with_its_files_can_be_imported_from_there(tmp_path, settings):
    bundles.lay_out_maximal(tmp_path)
    article = bundles.load(bundles.maximal(), folder=tmp_path).article
    folder = tmp_path / "made" / "there"

    out = run(article.slug, "--to", folder)

    assert out == f"{folder / 'every-key.json'}\n"
    assert sorted(file.name for file in folder.iterdir()) == [
        "anna.png", "every-key.json", "km.png", "plain.jpg", "poster.jpg",
        "talk.de.vtt", "talk.en.vtt", "talk.txt", "talk.webm",
    ]  # fmt: skip
    assert (folder / "every-key.json").read_bytes() == bundles.MAXIMAL.read_bytes()
    again = bundles.load((folder / "every-key.json").read_text(), folder=folder)
    assert (again.created, again.updated) == ({}, {})


def test_two_files_of_one_name_are_not_laid_over_each_other(tmp_path):
    (tmp_path / "one.png").write_bytes(bundles.picture())
    bundle = bundles.small()
    bundle["article"]["body"].append({"block": "figure", "file": "one.png"})
    article = bundles.load(bundle, folder=tmp_path).article
    portrait = ContentFile(bundles.picture(mode="L"), name="one.png")
    Person.objects.update(portrait=default_storage.save("portraits/one.png", portrait))

    with pytest.raises(CommandError, match=r"A portrait and another file are both named one\.png"):
        run(article.slug, "--to", tmp_path / "out")


def test_unknown_article_is_refused():
    with pytest.raises(CommandError, match=r"There is no article nowhere\.") as caught:
        run("nowhere")

    assert caught.value.returncode == 2


def test_folder_that_cannot_be_made_is_reported(tmp_path):
    (tmp_path / "file").write_text("")
    bundles.load(bundles.small())

    with pytest.raises(CommandError, match="cannot be written"):
        run("small", "--to", tmp_path / "file" / "folder")
