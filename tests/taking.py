"""Reading and sending the forms of learners as a browser without JavaScript does."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from html.parser import HTMLParser
from uuid import UUID

from django.core import signing
from django.test import Client

from hub import submission_keys
from hub.submission_keys import Kind
from quizzes.models import Attempt, PinnedQuestion, Quiz, VersionOption
from surveys.models import Survey

LONG_AGO = timedelta(minutes=5)


@dataclass
class FormPage:
    """The form of a page. options: the values of each group of radios, in order; ticked and hidden: what it would send."""

    action: str = ""
    hidden: dict[str, str] = field(default_factory=dict)
    options: dict[str, list[str]] = field(default_factory=dict)
    ticked: dict[str, str] = field(default_factory=dict)
    title: str = ""
    ids: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)

    def sent(self, **chosen) -> dict[str, str]:
        """What a POST sends: hidden fields, ticks, and what was chosen now. Names are written with _ for -."""
        return self.hidden | self.ticked | {name.replace("_", "-"): value for name, value in chosen.items()}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = FormPage()
        self.in_title = False

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.in_title = self.in_title or (tag == "title" and not self.page.title)
        if "id" in values:
            self.page.ids.add(values["id"])
        if tag == "a":
            self.page.links.append(values.get("href", ""))
        if tag == "form" and values.get("method") == "post":
            self.page.action = values["action"]
        if tag == "input" and values["type"] == "hidden":
            self.page.hidden[values["name"]] = values.get("value", "")
        if tag == "input" and values["type"] == "radio":
            self.page.options.setdefault(values["name"], []).append(values["value"])
            if "checked" in values:
                self.page.ticked[values["name"]] = values["value"]

    def handle_data(self, data):
        if self.in_title:
            self.page.title += data
            self.in_title = False


def read_form(response) -> FormPage:
    reader = _Reader()
    reader.feed(response.content.decode())
    return reader.page


def kept_open(page: FormPage, kind: Kind, time: timedelta = LONG_AGO) -> FormPage:
    """The same form, made that much earlier: whoever sends it has had time to read."""
    payload = signing.Signer(salt=submission_keys.SALT).unsign_object(page.hidden["submission_key"])
    key = submission_keys.read(page.hidden["submission_key"], kind=kind, object_id=payload[2], phase=payload[4])
    return replace(page, hidden=page.hidden | {"submission_key": replace(key, opened_at=key.opened_at - time).signed()})


def new_client() -> Client:
    """A browser of its own that has to pass the CSRF check."""
    return Client(enforce_csrf_checks=True)


def open_form(client: Client, url: str) -> FormPage:
    response = client.get(url)
    assert response.status_code == 200, response
    return read_form(response)


def answer_all(client: Client, url: str, place: int = 0):
    """Open the form, take the time to choose the option at this place for every question, send it; returns the response."""
    page = kept_open(open_form(client, url), Kind.SURVEY if url.startswith("/surveys/") else Kind.QUIZ)
    chosen = {name: values[place] for name, values in page.options.items() if not name.endswith("-confidence")}
    return client.post(url, page.sent(**chosen))


def quiz_url(quiz: Quiz, phase: str = "pre") -> str:
    return f"/quizzes/{quiz.article.slug}/{phase}/"


def step_url(quiz: Quiz, step: int | str, phase: str = "pre") -> str:
    """The page of one question, by its number, or the one that sends: "send"."""
    return f"{quiz_url(quiz, phase)}?question={step}"


def take_step(device: Client, quiz: Quiz, number: int, place: int | None = None, phase: str = "pre", **fields):
    """Open a step, choose the option at this place, press Next; returns the response."""
    page = open_form(device, step_url(quiz, number, phase))
    chosen = {} if place is None else {f"q{number}": page.options[f"q{number}"][place]}
    return device.post(page.action, page.sent(**chosen, **fields))


def take_steps(device: Client, quiz: Quiz, place: int = 2) -> FormPage:
    """Choose the option at this place in every step; returns the page that sends them."""
    numbers = range(1, quiz.lines.count() + 1)
    addresses = [take_step(device, quiz, number, place).url for number in numbers]
    return open_form(device, addresses[-1])


def draft_url(quiz: Quiz, phase: str = "pre") -> str:
    return f"{quiz_url(quiz, phase)}draft/"


def save_draft(client: Client, quiz: Quiz, page: FormPage, phase: str = "pre", **chosen):
    """What a script does while the form is filled in: save the ticks of the page and those chosen now."""
    return client.post(draft_url(quiz, phase), page.sent(**chosen))


def survey_url(survey: Survey) -> str:
    return f"/surveys/{survey.article.slug}/"


def result_url(attempt: Attempt) -> str:
    return f"/quizzes/attempts/{attempt.pk}/"


def learner_of(client: Client) -> UUID:
    """The learner in the cookie of this browser."""
    return UUID(client.cookies["lid"].value)


def options_of(quiz: Quiz, number: int) -> list[VersionOption]:
    """The options of a question of the live version, in order."""
    pins = PinnedQuestion.objects.filter(quiz=quiz).order_by("-article_version", "order")
    return list(pins[number - 1].question_version.options.all())


def chosen_texts(attempt: Attempt) -> list[str | None]:
    """What an attempt chose, by the stem of the question; None for "I do not know"."""
    answers = attempt.answers.order_by("question_version__stem")
    return [answer.option.text if answer.option else None for answer in answers]
