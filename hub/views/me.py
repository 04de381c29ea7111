"""/me/: what the hub holds of the visitor, to read, take away and erase."""

import logging
import time

from allauth.account import app_settings as allauth_settings
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from django.contrib.auth import logout
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from articles.models import Article
from articles.note_forms import NoteForm
from articles.notes import note_of, save_note
from hub import erasure, learners, pdf, submissions
from hub.exports import csv_file, json_file, named
from hub.handing_back import repeatable
from hub.learners import Visitor
from hub.me_forms import EraseForm
from hub.models import Learner
from hub.personal_data import personal_record
from hub.profiles import has_told
from hub.public_pages import in_language
from hub.reports.learning_record import RecordLine, learning_record, pdf_data, record_lines
from hub.transactions import BusyError, run_transaction

logger = logging.getLogger(__name__)

BUSY = _("This could not be stored just now. Your text is still here: wait a few seconds and save it again.")
NOT_ERASED = _("This could not be done just now, and nothing has been erased. Wait a few seconds and send it again.")
UNVERIFIED = _(
    "Your browser did not confirm this form, often because you signed in or out in another tab. Nothing is stored yet. "
    "Your text is still here: save it again."
)


def _language(request) -> str:
    return request.hub.language if request.hub else "en"


@require_safe
def record(request):
    """The visitor's own record."""
    visitor = learners.visitor(request)
    context = {
        "entries": learning_record(visitor.own_ids),
        "is_known": bool(visitor.own_ids),
        "profile": next((learner for learner in _rows(visitor) if has_told(learner)), None),
    }
    with in_language(_language(request)):
        return render(request, "me/record.html", context)


def _rows(visitor: Visitor) -> list[Learner]:
    return list(Learner.objects.filter(pk__in=visitor.own_ids)) if visitor.own_ids else []


@require_safe
def record_file(request, suffix: str):
    """The record to take away: all of it as JSON, a line an answer as CSV, the overview as PDF."""
    visitor = learners.visitor(request)
    account = request.user if request.user.is_authenticated else None
    now = timezone.now()
    filename = f"learning-record.{suffix}"
    with in_language(_language(request)):
        if suffix == "pdf":
            return _record_pdf(request, visitor, account, now, filename)
        data = personal_record(account=account, learner_ids=visitor.own_ids, now=now)
        return json_file(data, filename) if suffix == "json" else csv_file(RecordLine, record_lines(data), filename)


def _record_pdf(request, visitor: Visitor, account, now, filename: str) -> HttpResponse:
    entries = learning_record(visitor.own_ids, now)
    data = pdf_data(entries, hub=request.hub, account=account, language=_language(request), now=now)
    try:
        page = pdf.render("learning-record", data, made_at=now)
    except pdf.PdfError:
        logger.exception("No learning record could be set")
        return render(request, "me/no_pdf.html", status=503)
    return named(HttpResponse(page, content_type="application/pdf"), filename)


@repeatable
@require_http_methods(["GET", "HEAD", "POST"])
def note(request, slug: str):
    """The visitor's own note on an article. Opening it writes nothing."""
    with in_language(_language(request)):
        return _save_note(request, slug) if request.method == "POST" else _note_page(request, slug)


def hand_back_unverified(request, slug: str) -> HttpResponse:
    """The note of a POST that failed the CSRF check, as it was written, with a fresh token."""
    with in_language(_language(request)):
        return _note_page(request, slug, request.POST, problem=UNVERIFIED, status=403)


def _note_page(request, slug: str, data=None, *, status: int = 200, **context) -> HttpResponse:
    """data: what was sent and could not be stored."""
    visitor, article, title = _noted(request, slug)
    stored = note_of(visitor.own_ids, article)
    form = NoteForm(
        data,
        stored=stored.text if stored else "",
        action=reverse("me_note", args=[slug]),
        leave_url=reverse("me"),
    )
    context |= {"article": article, "title": title, "form": form, "is_known": _is_known(visitor)}
    if not context["is_known"] and data is not None:
        status = 403
    return render(request, "me/note.html", context, status=status)


def _noted(request, slug: str) -> tuple[Visitor, Article, str]:
    """The visitor, and an article that readers can open or that this visitor has written about."""
    article = get_object_or_404(Article, slug=slug)
    visitor = learners.visitor(request)
    versions = article.versions.released(timezone.now()).order_by("-number")
    title = versions.values_list("title", flat=True).first()
    if title is None or (article.taken_down_at and not note_of(visitor.own_ids, article)):
        raise Http404
    return visitor, article, title


def _is_known(visitor: Visitor) -> bool:
    """Whether there is somebody to keep a note for: a device that opened a quiz, or an account."""
    return bool(visitor.own_ids or visitor.account)


def _save_note(request, slug: str) -> HttpResponse:
    visitor, article, _title = _noted(request, slug)
    stored = note_of(visitor.own_ids, article)
    form = NoteForm(request.POST, stored="", action="", leave_url="")
    if not _is_known(visitor) or not form.is_valid():
        return _note_page(request, slug, request.POST, status=422)
    try:
        saved = save_note(
            article=article,
            learner_id=stored.learner_id if stored else visitor.learner_id,
            text=form.cleaned_data["text"],
            seen=form.cleaned_data["seen"],
            now=timezone.now(),
            account=visitor.account,
        )
    except BusyError:
        return submissions.as_busy(_note_page(request, slug, request.POST, problem=BUSY))
    return _note_page(request, slug, saved=saved)


@require_http_methods(["GET", "HEAD", "POST"])
def erase(request):
    """What erasing takes away and what stays; a confirmed POST does it, signs out and forgets the device."""
    visitor = learners.visitor(request)
    account = request.user if request.user.is_authenticated else None
    with in_language(_language(request)):
        if account is None and any(map(learners.is_linked, visitor.own_ids)):
            return render(request, "me/erase_signed_out.html", status=403 if request.method == "POST" else 200)
        if account and not _proved_recently(request):
            return redirect(reverse("account_reauthenticate", query={"next": reverse("me_erase")}))
        form = EraseForm(request.POST or None, has_account=account is not None)
        if request.method != "POST" or not form.is_valid():
            status = 422 if request.method == "POST" else 200
            context = {"form": form, "is_known": _is_known(visitor)}
            return render(request, "me/erase.html", context, status=status)
        try:
            done = _erase(visitor, account, form.cleaned_data["answers"])
        except BusyError:
            context = {"form": form, "is_known": True, "problem": NOT_ERASED}
            return submissions.as_busy(render(request, "me/erase.html", context))
        logout(request)
        response = render(request, "me/erased.html", {"done": done, "had_account": account is not None})
        learners.forget(response)
        return response


def _proved_recently(request) -> bool:
    """Whether the person signed in, or proved it again, within the last minutes of this session."""
    latest = max((record["at"] for record in get_authentication_records(request, request.user)), default=0.0)
    is_fresh = time.time() - latest < allauth_settings.REAUTHENTICATION_TIMEOUT
    return is_fresh or did_recently_reauthenticate(request)


def _erase(visitor: Visitor, account, with_answers: bool) -> erasure.Erasure:
    """Raises BusyError when the database cannot do it now: then nothing is erased."""
    now = timezone.now()
    if account is None:
        return run_transaction(
            lambda: erasure.erase_learners(learner_ids=visitor.own_ids, with_answers=with_answers, now=now)
        )
    # A device that several people use may hold the learner of another account, which is not this person's to erase.
    free = [learner_id for learner_id in visitor.own_ids if not learners.is_linked(learner_id)]
    return run_transaction(
        lambda: erasure.erase_account(account=account, with_answers=with_answers, now=now, also=free)
    )
