"""How people sign in: what this site decides otherwise than django-allauth does, and the second factor of staff."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from . import accounts
from .mails import absolute
from .models import User, fold_email

LOG_IN_WINDOW = 15 * 60
"""Seconds over which failed log-ins are counted, see ACCOUNT_RATE_LIMITS."""
OTHER_WINDOW = 60
"""Seconds over which everything else is counted: mails asked for, codes tried, accounts made."""
REFUSALS = frozenset({"too_many_login_attempts", "rate_limited"})


class AccountAdapter(DefaultAccountAdapter):
    """allauth's own behaviour, but: no address leaves the host, mails take no address from a request, limits answer 429."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("The e-mail address or the password is not right. Check both, or use a code."),
        "incorrect_code": _("This code is not right. Check the newest mail or your app."),
        "incorrect_password": _("The password is not right."),
        "enter_current_password": _("This is not your current password."),
        "duplicate_email": _("This is your address already."),
    }
    window = OTHER_WINDOW

    def is_safe_url(self, url: str) -> bool:
        """Whether `url` is a path, and so stays on the host of the request; not even another hub's host is allowed."""
        return url.startswith("/") and not url.startswith("//") and url_has_allowed_host_and_scheme(url, None)

    def pre_authenticate(self, request: HttpRequest, **credentials) -> None:
        self.window = LOG_IN_WINDOW
        super().pre_authenticate(request, **credentials)

    def validation_error(self, code: str, *args):
        """A sentence for the form; what is refused for its number answers 429 instead."""
        if code in REFUSALS:
            raise ImmediateHttpResponse(too_many_requests(context.request, self.window))
        return super().validation_error(code, *args)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials) -> str:
        """By name alone: the host, which allauth adds, has a port that a client may choose with every try."""
        return fold_email(credentials.get("email") or "")

    def post_login(self, request: HttpRequest, user: User, **how) -> HttpResponse:
        accounts.record_log_in(account=user, **_factors(get_authentication_records(request, user)))
        return super().post_login(request, user, **how)

    def format_email_subject(self, subject: str) -> str:
        hub = context.request.hub
        return f"[{hub.short_name}] {subject}" if hub else subject

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        super().send_mail(template_prefix, email, context | _addresses())


class MFAAdapter(DefaultMFAAdapter):
    """allauth's second factors under the name of the hub, with a QR code that needs no picture from a data: address."""

    def _get_site_name(self) -> str:
        hub = context.request.hub
        return hub.name if hub else super()._get_site_name()

    def build_totp_svg(self, url: str) -> str:
        drawing = super().build_totp_svg(url)
        label = format_html('<svg role="img" aria-label="{}" ', _("QR code of the key"))
        return mark_safe(drawing[drawing.index("<svg") :].replace("<svg ", label, 1))  # noqa: S308 -- drawn by qrcode


def _factors(records: list[dict]) -> dict[str, str]:
    """How this session proved who it is: by password, code or passkey; then by which second factor, "" for none.

    What was tried in vain before stands there too, so the last of each counts.
    """
    first = [record["method"] for record in records if record["method"] != "mfa"]
    alone = [record["type"] for record in records if record.get("passwordless")]
    second = [record["type"] for record in records if record["method"] == "mfa" and not record.get("passwordless")]
    return {"first": (first or alone or [""])[-1], "second": second[-1] if second else ""}


def _addresses() -> dict:
    """The hub and every address that a mail about an account may name."""
    hub = context.request.hub
    pages = {
        "site_url": "home",
        "signup_url": "account_signup",
        "login_url": "account_login",
        "password_reset_url": "account_reset_password",
    }
    return {"hub": hub} | {name: absolute(hub, reverse(page)) for name, page in pages.items()}


def too_many_requests(request: HttpRequest, window: int = OTHER_WINDOW) -> HttpResponse:
    """The page for a limit that counts over `window` seconds."""
    response = render(request, "errors/429.html", {"minutes": window // 60}, status=429)
    response["Retry-After"] = str(window)
    return response


def lacks_second_factor(user: User | AnonymousUser) -> bool:
    """Whether an account that works for the hub would sign in with one factor alone."""
    if user.is_anonymous or not user.works_for_hub:
        return False
    return not is_mfa_enabled(user)
