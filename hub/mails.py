"""Mails that somebody asked for: absolute links, and the headers by which a mail program stops them in one click."""

from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from .models import Hub


@dataclass(frozen=True)
class Letter:
    """One mail to one address. template: `<template>.txt` and `<template>.html` get the context. stop_path: where a POST stops it,
    "" for a mail that comes once and cannot be stopped."""

    hub: Hub
    to: str
    subject: str
    template: str
    context: dict
    stop_path: str = ""


def absolute(hub: Hub | None, path: str) -> str:
    """The address of a page of the hub, as mails need it: no request says under which host."""
    scheme = "https" if settings.HTTPS else "http"
    return f"{scheme}://{hub.domain}{path}" if hub and hub.domain else f"{settings.BASE_URL}{path}"


def send(letter: Letter) -> None:
    """Hand the mail to the mail server, in the language that is active. Raises what the mail backend raises.

    The headers are those of one-click unsubscription (RFC 8058). Never inside a transaction: a mail cannot be taken back.
    """
    stop_url = absolute(letter.hub, letter.stop_path) if letter.stop_path else ""
    stopping = {"List-Unsubscribe": f"<{stop_url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    context = letter.context | {"hub": letter.hub, "stop_url": stop_url, "contact": letter.hub.contact_email}
    mail = EmailMultiAlternatives(
        subject=" ".join(letter.subject.split()),
        body=render_to_string(f"{letter.template}.txt", context),
        to=[letter.to],
        reply_to=[letter.hub.contact_email] if letter.hub.contact_email else None,
        headers={"Auto-Submitted": "auto-generated"} | (stopping if stop_url else {}),
    )
    mail.attach_alternative(render_to_string(f"{letter.template}.html", context), "text/html")
    mail.send()
