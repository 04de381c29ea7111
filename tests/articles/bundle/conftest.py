"""Tests of files beside a bundle: each with an empty media folder, for the names of stored files depend on what is there."""

import pytest


@pytest.fixture(autouse=True)
def _empty_media_folder(settings, tmp_path_factory):
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("media")
