"""/declare/: the mailed link by which a person declares interests anew, once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hub import conditions
from hub.declaration_links import LINK_LASTS, Purpose, declare_path, link_token, stop_path
from hub.models import AuditEvent, Contact, Declaration
from hub.open_forms import TOO_MANY, UNVERIFIED
from tests.declaring import declared, filled, make_reminder, used_person
from tests.factories import make_agreement, make_article, support_article
from tests.taking import new_client, open_form, read_form

pytestmark = pytest.mark.django_db
PHARMA = {"entity_1": "Sample Pharma", "nature_1": "honoraria", "from_1": "2023", "to_1": "2025"}
NEW_ROW = {"stance": "interests"} | PHARMA


def today():
    return timezone.localdate()


@pytest.fixture
def ada(hub):
    return used_person("Ada Adler", slug="ada-adler")


@pytest.fixture
def reminder(hub, ada):
    """Mailed now, about a declaration with nothing to declare that expires in 20 days."""
    return make_reminder(declared(ada, 20, today=today()), hub, timezone.now())


@pytest.fixture
def url(reminder):
    return declare_path(reminder)


def newest(person) -> list[tuple[str, str, str]] | None:
    """The interests of the declaration of today, None without one."""
    declaration = person.declarations.filter(declared_on=today()).first()
    return declaration and [(one.entity, one.nature, one.period) for one in declaration.interests.all()]


def test_page_is_private_and_shows_what_is_on_record(hub, ada):
    recorded = declared(ada, 20, ("Sample Pharma A", "honoraria", "2023-2025"), today=today())
    url = declare_path(make_reminder(recorded, hub, timezone.now()))

    answer = new_client().get(url)

    assert [answer[name] for name in ("Cache-Control", "X-Robots-Tag", "Referrer-Policy")] == [
        "private, no-store", "noindex", "same-origin",
    ]  # fmt: skip
    page = answer.content.decode()
    assert "For Ada Adler." in page
    assert (
        '<span class="specs__name">Sample Pharma A</span> <span class="specs__detail">honoraria, 2023-2025</span>'
        in page
    )
    form = answer.context["form"]
    assert [form[f"{part}-1"].value() for part in ("entity", "nature", "from", "to", "ongoing")] == [
        "Sample Pharma A", "honoraria", "2023", "2025", False,
    ]  # fmt: skip
    assert (form["stance"].value(), form["entity-2"].value()) == (None, "")


def test_page_names_no_funder_and_wears_no_banner(hub, ada, url):
    make_agreement(scope="hub", hub=hub)
    support_article(make_article(hub), make_agreement())
    assert "Sample Pharma" in new_client().get("/").content.decode()

    page = new_client().get(url).content.decode()

    assert ("Sample Pharma" in page, "data-banner" in page) == (False, False)


@pytest.mark.parametrize(
    ("entered", "stored"),
    [
        ({"stance": "nothing"}, []),
        (NEW_ROW, [("Sample Pharma", "honoraria", "2023-2025")]),
        (NEW_ROW | {"to_1": "2023"}, [("Sample Pharma", "honoraria", "2023")]),
        (NEW_ROW | {"to_1": "", "ongoing_1": "on"}, [("Sample Pharma", "honoraria", "since 2023")]),
        (
            {"stance": "interests"} | {
                f"{name.split('_')[0]}_{number}": value for number in (1, 20) for name, value in PHARMA.items()
            },
            [("Sample Pharma", "honoraria", "2023-2025")] * 2,
        ),
    ],
)  # fmt: skip
def test_declaration_is_stored_as_of_today_and_audited(ada, reminder, url, entered, stored):
    device = new_client()

    answer = device.post(url, filled(device, url, **entered))

    assert (answer.status_code, answer["Location"], newest(ada)) == (303, url, stored)
    reminder.refresh_from_db()
    assert reminder.answer == ada.declarations.get(declared_on=today())
    event = AuditEvent.objects.get(verb="record declaration")
    assert (event.actor, event.subject, '"collected_as": "online"' in event.detail) == (
        None, f"declaration ada-adler {today().isoformat()}", True,
    )  # fmt: skip
    page = device.get(url).content.decode()
    assert ("Your declaration is stored" in page, "Nothing to declare." in page, "<form" in page) == (
        True, not stored, False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("entered", "sentence"),
    [
        ({}, "Choose one of the two. “Nothing to declare” is a declaration too."),
        ({"stance": "all"}, "Select a valid choice. all is not one of the available choices."),
        (PHARMA | {"stance": "nothing"}, "these rows are filled in: 1. Empty them, or choose the other answer."),
        ({"stance": "interests"}, "Fill in a row for each interest, or choose that there is nothing to declare."),
        (NEW_ROW | {"entity_1": " "}, "Write the name of the company or organisation, or empty the whole row."),
        (NEW_ROW | {"entity_1": "x" * 161}, "Ensure this value has at most 160 characters (it has 161)."),
        (NEW_ROW | {"nature_1": ""}, "Write what it is, such as honoraria."),
        (NEW_ROW | {"from_1": ""}, "Write the year in which it began."),
        (NEW_ROW | {"to_1": ""}, "Write the year in which it ended, or tick Ongoing."),
        (NEW_ROW | {"from_1": "20x4"}, "Write the year in four digits, such as 2024."),
        (NEW_ROW | {"from_1": "٢٠٢٤"}, "Write the year in four digits, such as 2024."),
        (NEW_ROW | {"to_1": "9999"}, "Write a year from 1950 to "),
        (NEW_ROW | {"to_1": "2022"}, "This lies before the year in which it began, 2023."),
        (NEW_ROW | {"ongoing_1": "on"}, "Either leave this empty or take the tick at Ongoing away."),
    ],
)
def test_bad_input_gets_a_sentence_and_keeps_what_was_entered(ada, url, entered, sentence):
    device = new_client()

    answer = device.post(url, filled(device, url, **entered))

    page = answer.content.decode()
    assert (answer.status_code, newest(ada)) == (422, None)
    assert sentence in page
    assert read_form(answer).title.startswith("Error:")
    form = answer.context["form"]
    assert [form[name.replace("_", "-")].value() for name in PHARMA] == [entered.get(name) for name in PHARMA]


def test_error_names_its_row_and_opens_the_folded_ones(url):
    device = new_client()

    page = device.post(url, filled(device, url, stance="interests", entity_7="Sample Pharma")).content.decode()

    assert '<a href="#declaration-nature-7">Interest 7, nature: Write what it is, such as honoraria.</a>' in page
    assert "<details open>" in page


def test_row_on_record_is_kept_changed_or_left_out(hub, ada):
    rows = [("A", "honoraria", "2023-2025"), ("B", "stock", "since 2024"), ("C", "travel", "long ago")]
    url = declare_path(make_reminder(declared(ada, 20, *rows, today=today()), hub, timezone.now()))
    device = new_client()
    form = device.get(url).context["form"]
    shown = {name: form[name].value() for name in form.fields if form[name].value()} | {"ongoing-1": ""}

    refused = device.post(url, open_form(device, url).hidden | shown | {"stance": "interests"})
    answer = device.post(
        url, open_form(device, url).hidden | shown | {"stance": "interests", "to-1": "2026", "gone-3": "on"}
    )

    assert "Interest 3, from year: Write the year in which it began." in refused.content.decode()
    assert (answer.status_code, newest(ada)) == (303, [("A", "honoraria", "2023-2026"), ("B", "stock", "since 2024")])


def test_nothing_to_declare_needs_no_emptying_of_rows_on_record(hub, ada):
    recorded = declared(ada, 20, ("A", "honoraria", "2023-2025"), today=today())
    url = declare_path(make_reminder(recorded, hub, timezone.now()))
    device = new_client()
    shown = {"entity-1": "A", "nature-1": "honoraria", "from-1": "2023", "to-1": "2025", "stance": "nothing"}

    device.post(url, open_form(device, url).hidden | shown)

    assert newest(ada) == []


def test_form_sent_twice_is_stored_once_and_another_one_not_at_all(ada, url):
    device = new_client()
    sent, other = filled(device, url, **NEW_ROW), filled(device, url, stance="nothing")

    answers = [device.post(url, form) for form in (sent, sent, other)]

    assert [(answer.status_code, answer.get("Location")) for answer in answers] == [
        (303, url), (303, url), (410, None),
    ]  # fmt: skip
    assert "Nothing was stored." in answers[2].content.decode()
    assert newest(ada) == [("Sample Pharma", "honoraria", "2023-2025")]
    assert AuditEvent.objects.count() == 1


def test_what_rests_on_the_declaration_is_looked_at_again(url, monkeypatch):
    asked = []
    monkeypatch.setattr(conditions, "_rechecks", {"all": lambda actor, reason: asked.append((actor, reason)) or []})
    device = new_client()

    device.post(url, filled(device, url, **NEW_ROW))

    assert asked == [(None, "Ada Adler declared interests anew.")]


def test_link_of_another_mail_about_the_same_declaration_closes_too(hub, ada, reminder, url):
    other = declare_path(make_reminder(reminder.declaration, hub, timezone.now(), notice="days_30"))
    device = new_client()
    open_before = filled(device, other, stance="nothing")
    device.post(url, filled(device, url, stance="nothing"))

    answers = [device.get(other), device.post(other, open_before)]

    assert [answer.status_code for answer in answers] == [410, 410]
    assert all("A newer declaration is on record" in answer.content.decode() for answer in answers)
    assert Declaration.objects.filter(person=ada).count() == 2


def test_link_closes_when_the_desk_recorded_a_newer_declaration(ada, url):
    device = new_client()
    sent = filled(device, url, **NEW_ROW)
    Declaration.objects.create(person=ada, declared_on=today())

    answers = [device.get(url), device.post(url, sent)]

    assert [answer.status_code for answer in answers] == [410, 410]
    assert newest(ada) == []


def test_link_closes_after_90_days(hub, ada):
    recorded = declared(ada, 20, today=today())
    old, just = (
        declare_path(make_reminder(recorded, hub, timezone.now() - age, notice=notice))
        for age, notice in (
            (LINK_LASTS + timedelta(minutes=1), "days_60"),
            (LINK_LASTS - timedelta(minutes=1), "days_30"),
        )
    )

    answers = [new_client().get(url) for url in (old, just)]

    assert [answer.status_code for answer in answers] == [410, 200]
    assert "The link in the mail worked for 90 days." in answers[0].content.decode()
    assert "Cache-Control" in answers[0] and answers[0]["Cache-Control"] == "private, no-store"


def test_forged_link_is_no_page(reminder):
    token = link_token(reminder, Purpose.DECLARE)
    forged = ["x", token[:-1], token.replace(":", "0:", 1), link_token(reminder, Purpose.STOP)]

    answers = [new_client().get(f"/declare/{one}/") for one in forged]

    assert [answer.status_code for answer in answers] == [404] * 4
    assert all("Copy the whole address from the mail" in answer.content.decode() for answer in answers)


def test_too_many_forms_and_a_failed_csrf_check_keep_what_was_entered(ada, url, settings):
    settings.RATE_LIMIT_OPEN_FORMS = 1
    device = new_client()
    sent = filled(device, url, **NEW_ROW)

    foreign = new_client().post(url, sent)
    device.post(url, sent | {"from-1": "x"})
    limited = device.post(url, sent)

    assert [foreign.status_code, limited.status_code, "Retry-After" in limited, newest(ada)] == [403, 429, True, None]
    for answer, sentence in ((foreign, UNVERIFIED), (limited, TOO_MANY)):
        assert str(sentence) in answer.content.decode()
        assert answer.context["form"]["entity-1"].value() == "Sample Pharma"


@pytest.mark.parametrize("n", [1, 5])
def test_page_takes_a_fixed_number_of_queries(hub, ada, n, django_assert_num_queries):
    recorded = declared(ada, 20, *[("A", "stock", "since 2024")] * n, today=today())
    url = declare_path(make_reminder(recorded, hub, timezone.now()))

    # The mail with hub and person; the newest declaration; what it says, with its interests.
    with django_assert_num_queries(4):
        new_client().get(url)


def test_mails_stop_with_one_click(ada, reminder):
    url, device = stop_path(reminder), new_client()

    shown = device.get(url)
    before = Contact.objects.count()
    answers = [device.post(url, {"List-Unsubscribe": "One-Click"}) for _ in range(2)]

    assert ([shown.status_code, *(answer.status_code for answer in answers)], before) == ([200] * 3, 0)
    assert (ada.contact.email, ada.contact.stopped_on) == ("", today())
    assert [event.verb for event in AuditEvent.objects.all()] == ["stop reminders"]
    assert device.post("/mail/declaration/nonsense/").status_code == 404
    assert device.get(f"/mail/declaration/{link_token(reminder, Purpose.DECLARE)}/").status_code == 404
