"""Accounts with their roles, people with their declarations, and the audit history in the admin."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from hub import audit, roles
from hub.models import AuditEvent, Person, User
from tests import factories
from tests.desk import Desk, as_shown, errors

pytestmark = pytest.mark.django_db


@pytest.fixture
def root(client):
    return Desk(client, factories.make_user("root", is_staff=True, is_superuser=True))


def group(role: str) -> int:
    return factories.make_staff(f"one-{role.replace(' ', '-')}", role).groups.get().pk


def test_account_is_made_with_a_password_and_roles(root):
    root.save(
        "hub.user",
        email="  Nora@Example.org ",
        name="Nora",
        password1="a long enough phrase",
        password2="a long enough phrase",
        is_staff="on",
        groups=[group(roles.WRITER)],
    )

    nora = User.objects.get(email="nora@example.org")
    assert nora.check_password("a long enough phrase")
    assert (nora.is_staff, nora.has_role(roles.WRITER)) == (True, True)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"email": "root@example.org"}, "Account with this E-mail already exists."),
        ({"email": "nobody"}, "Enter a valid email address."),
        ({"password2": "another phrase"}, "The two password fields didn’t match."),
        (
            {"password1": "short", "password2": "short"},
            "This password is too short. It must contain at least 10 characters.",
        ),
    ],
)
def test_account_that_cannot_be_made_gets_a_sentence(root, changes, sentence):
    fields = {"email": "nora@example.org", "password1": "a long enough phrase", "password2": "a long enough phrase"}

    answer = root.send("hub.user", **(fields | changes))

    assert sentence in errors(answer)
    assert User.objects.count() == 1


def test_roles_of_an_account_change_and_its_password_stays(root):
    nora = factories.make_user("nora", is_staff=True)

    root.save("hub.user", nora.pk, groups=[group(roles.REVIEWER), group(roles.ANALYST)])

    nora = User.objects.get(pk=nora.pk)
    assert nora.role_names == {roles.REVIEWER, roles.ANALYST}
    assert nora.check_password(factories.PASSWORD)


def test_accounts_are_closed_to_every_role(client):
    for role in roles.ROLES:
        client.force_login(factories.make_staff(f"some-{role.replace(' ', '-')}", role))
        assert client.get(reverse("admin:hub_user_changelist")).status_code == 403


def test_person_with_a_declaration_of_interests(client, ada):
    desk = Desk(client, ada)
    desk.save("hub.person", name="Sample Expert", slug="sample-expert", country="DE")
    person = Person.objects.get()

    interests = [
        {"entity": "Sample Pharma", "nature": "honoraria", "period": "2024"},
        {"entity": "B", "nature": "stock"},
    ]
    entered = {"person": person.pk, "collected_as": "form"}
    desk.save("hub.declaration", declared_on="2025-04-20", rows={"interests": interests}, **entered)
    desk.save("hub.declaration", declared_on="2024-01-01", has_nothing_to_declare="on", **entered)

    newest, oldest = person.declarations.all()
    assert [str(interest) for interest in newest.interests.all()] == ["Sample Pharma (honoraria)", "B (stock)"]
    assert oldest.interests.count() == 0
    page = desk.open("hub.person", person.pk).content.decode()
    assert "Sample Pharma (honoraria); B (stock)" in page
    assert "Nothing to declare" in page
    assert f"{reverse('admin:hub_declaration_add')}?person={person.pk}&amp;anew={newest.pk}" in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"country": "de"}, "Write the country as two capital letters, such as DE."),
        ({"slug": "sample-expert"}, "Person with this Slug already exists."),
    ],
)
def test_person_that_cannot_be_stored_gets_a_sentence(client, ada, changes, sentence):
    factories.make_person(slug="sample-expert")

    answer = Desk(client, ada).send("hub.person", **({"name": "New", "slug": "new"} | changes))

    assert errors(answer) == [sentence]


def picture(format_name: str) -> SimpleUploadedFile:
    exif = Image.Exif()
    exif[0x010E] = "Taken at home"
    written = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(written, format_name, exif=exif)
    return SimpleUploadedFile(f"portrait.{format_name.lower()}", written.getvalue())


def test_portrait_is_stored_without_what_the_camera_added(client, ada):
    Desk(client, ada).save("hub.person", name="Sample", slug="sample", portrait=picture("JPEG"))

    with Image.open(Person.objects.get().portrait) as stored:
        assert (stored.size, dict(stored.getexif())) == ((40, 30), {})


def test_portrait_of_another_format_gets_a_sentence(client, ada):
    answer = Desk(client, ada).send("hub.person", name="Sample", slug="sample", portrait=picture("TIFF"))

    assert errors(answer) == ["The picture cannot be used: it is a TIFF; save it as PNG or JPEG."]


def test_second_declaration_of_a_day_gets_a_sentence(client, ada):
    person = factories.make_person()
    factories.declare(person, "2025-04-20")

    answer = Desk(client, ada).send(
        "hub.declaration", person=person.pk, declared_on="2025-04-20", collected_as="form", has_nothing_to_declare="on"
    )

    assert errors(answer) == ["This person has a declaration of that day already."]


def test_account_of_a_person_is_set_by_superusers_only(client, ada, root):
    person = factories.make_person(user=ada)
    writer = Desk(client, ada)

    assert "user" not in as_shown(writer.open("hub.person", person.pk))
    writer.save("hub.person", person.pk, user="")
    person.refresh_from_db()
    assert person.user == ada

    root.client.force_login(User.objects.get(email="root@example.org"))
    root.save("hub.person", person.pk, user="")
    person.refresh_from_db()
    assert person.user is None


def test_audit_history_can_be_read_and_not_changed(client, paul):
    event = audit.record(actor=paul, verb="publish", subject="article anti-cd38", reason="first")
    client.force_login(paul)
    change = reverse("admin:hub_auditevent_change", args=[event.pk])

    page = client.get(change).content.decode()

    assert "article anti-cd38" in page
    assert event.hash in page
    assert client.post(change, {"verb": "x"}).status_code == 403
    assert client.post(reverse("admin:hub_auditevent_delete", args=[event.pk])).status_code == 403
    assert AuditEvent.objects.get().verb == "publish"


def test_second_default_hub_gets_a_sentence(root, hub):
    answer = root.send("hub.hub", name="B", short_name="B", slug="b", publisher="P", is_default="on")

    assert errors(answer) == ["There is a default hub already."]
