"""A stored trial, and the two requests of an import: the file, and what was ticked."""

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from .stored import STORED, store


@pytest.fixture
def trial(db):
    return store(STORED)


@pytest.fixture
def send(client, ada):
    """Send a study to the import page, as a file or pasted."""
    client.force_login(ada)

    def post(data, trial=None, **fields):
        address = (
            reverse("admin:articles_trial_import_into", args=[trial.pk])
            if trial
            else reverse("admin:articles_trial_import")
        )
        text = data if isinstance(data, bytes) else json.dumps(data).encode()
        sent = fields or {"file": SimpleUploadedFile("study.json", text)}
        return client.post(address, sent)

    return post


@pytest.fixture
def take(client):
    """Send the page of a comparison back as it stands, with these places ticked instead where `ticks` says so."""

    def post(page, ticks=None, **changes):
        html = page.content.decode()
        boxes = re.findall(r'name="take" value="([^"]+)" id="[^"]+"( checked)?', html)
        chosen = [path for path, checked in boxes if checked] if ticks is None else ticks
        data = {"study": page.context["signed"], "take": chosen} | changes
        return client.post(reverse("admin:articles_trial_take"), data)

    return post
