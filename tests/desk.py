"""The admin as a browser uses it: what a page shows is what comes back, but for what an editor changed."""

from html.parser import HTMLParser
from typing import Any

from django.test import Client
from django.urls import reverse


class RefusedInput(AssertionError):
    """The page came back with errors; the message lists them."""


class _Form(HTMLParser):
    """Reads what a browser would send for the admin form of a page left as it is."""

    def __init__(self, form_id: str) -> None:
        super().__init__()
        self.form_id = form_id
        self.sent: dict[str, Any] = {}
        self._inside = False
        self._select: tuple[str, bool, list[str]] | None = None
        self._textarea = ""

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self._inside = given.get("id") == self.form_id
        name = given.get("name", "")
        if not self._inside or "disabled" in given:
            return
        if tag == "input" and name:
            self._input(name, given)
        elif tag == "select":
            self._select = (name, "multiple" in given, [])
        elif tag == "option" and self._select and "selected" in given:
            self._select[2].append(given.get("value", ""))
        elif tag == "textarea":
            self._textarea = name
            self.sent[name] = ""

    def _input(self, name: str, given: dict[str, str | None]) -> None:
        kind = given.get("type", "text")
        if kind in ("checkbox", "radio"):
            if "checked" in given:
                self.sent.setdefault(name, []).append(given.get("value") or "on")
        elif kind not in ("submit", "file", "button"):
            self.sent[name] = given.get("value") or ""

    def handle_data(self, data):
        if self._textarea:
            self.sent[self._textarea] += data

    def handle_endtag(self, tag):
        if tag == "form":
            self._inside = False
        elif tag == "textarea":
            # A browser drops the line break right after the opening tag.
            if self._textarea:
                self.sent[self._textarea] = self.sent[self._textarea].removeprefix("\n")
            self._textarea = ""
        elif tag == "select" and self._select:
            name, multiple, chosen = self._select
            self.sent[name] = chosen if multiple else (chosen[-1] if chosen else "")
            self._select = None


def _read(page) -> dict[str, Any]:
    form = _Form(f"{page.context['opts'].model_name}_form")
    form.feed(page.content.decode())
    return {name: value for name, value in form.sent.items() if name and name != "csrfmiddlewaretoken"}


def as_shown(page) -> dict[str, Any]:
    """The data that saving the page unchanged sends."""
    return {name: value for name, value in _read(page).items() if "__prefix__" not in name}


def _new_rows(page, prefix: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """What the page sends for rows added to an inline: the values of its blank row, and what was filled in."""
    shown = _read(page)
    start = f"{prefix}-__prefix__-"
    blank = {name.removeprefix(start): value for name, value in shown.items() if name.startswith(start)}
    first = int(shown[f"{prefix}-TOTAL_FORMS"])
    sent: dict[str, Any] = {f"{prefix}-TOTAL_FORMS": first + len(rows)}
    for number, row in enumerate(rows, start=first):
        place = {"order": number + 1} if "order" in blank else {}
        sent |= {f"{prefix}-{number}-{name}": value for name, value in (blank | place | row).items()}
    return sent


def _forms(page) -> list:
    formsets = [inline.formset for inline in page.context.get("inline_admin_formsets", [])]
    return [page.context["adminform"].form, *(form for formset in formsets for form in formset.forms)]


def errors(page) -> list[str]:
    """Every sentence the page says about what is wrong."""
    found = [sentence for form in _forms(page) for field in form.errors.values() for sentence in field]
    for inline in page.context.get("inline_admin_formsets", []):
        found += inline.formset.non_form_errors()
    return found


class Desk:
    """A signed-in account at the admin. Pages are named by model and key: `desk.save("articles.topic", name="MM")`."""

    def __init__(self, client: Client, user) -> None:
        self.client = client
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")

    def open(self, model: str, pk: Any = None, query: str = ""):
        """The change page of a row, or the page that adds one."""
        app, name = model.split(".")
        address = reverse(f"admin:{app}_{name}_change", args=[pk]) if pk else reverse(f"admin:{app}_{name}_add")
        page = self.client.get(address + query)
        assert page.status_code == 200, page.status_code
        return page

    def send(
        self,
        model: str,
        pk: Any = None,
        rows: dict[str, list[dict[str, Any]]] | None = None,
        query: str = "",
        **changes,
    ):
        """The answer to the page with these changes; `rows` are new rows of inlines, by the inline's prefix."""
        page = self.open(model, pk, query)
        data = as_shown(page) | changes
        for prefix, added in (rows or {}).items():
            data |= _new_rows(page, prefix, added)
        return self.client.post(page.request["PATH_INFO"] + query, data)

    def save(self, model: str, pk: Any = None, **wishes) -> None:
        """Send the page and expect that it is stored. Raises RefusedInput with what the page says."""
        answer = self.send(model, pk, **wishes)
        if answer.status_code != 302:
            raise RefusedInput(errors(answer))
