"""Preview, approval, publication and taking down, from the article screen. Each is a page that says what it does."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hub import roles

from .. import actions, schedule_actions
from ..approvals import Approvals, approvals_of
from ..bundle.dumping import content_hash, dump, to_json
from ..findings import Finding
from ..models import Article
from ..preflight import findings
from ..preview import preview_html
from ..reports import changes_since_publication, schedule_standing
from .deed_forms import DeedForm, NoteForm, ReleaseForm, ScheduleForm, WithReasonForm


@dataclass(frozen=True)
class Deed:
    """One thing to do with an article: who may, what the page says, and the action behind it."""

    role: str
    title: str
    explanation: str
    button: str
    done: str
    form: type[DeedForm]
    run: Callable[..., object] = field(repr=False)


DEEDS = {
    "approve": Deed(
        role=roles.REVIEWER,
        title=_("Approve"),
        explanation=_("You confirm that exactly this content is right. Any later change of it needs a new approval."),
        button=_("Approve this content"),
        done=_("The content is approved. A publisher can now publish it."),
        form=NoteForm,
        run=lambda article, user, data: actions.approve(article=article, reviewer=user, note=data["note"]),
    ),
    "publish": Deed(
        role=roles.PUBLISHER,
        title=_("Publish"),
        explanation=_("The approved content becomes a version that readers see at once and that never changes."),
        button=_("Publish now"),
        done=_("The article is published."),
        form=ReleaseForm,
        run=lambda article, user, data: actions.publish(article=article, publisher=user, reason=data["reason"]),
    ),
    "schedule": Deed(
        role=roles.PUBLISHER,
        title=_("Schedule"),
        explanation=_(
            "The approved content becomes a version that goes live by itself at the moment you choose. The checks are "
            "made as of that day. Should one of its conditions break before then, such as an agreement that ends earlier "
            "or a declaration that is withdrawn, the version is taken off the schedule and the publishers are told."
        ),
        button=_("Schedule this version"),
        done=_("The version is scheduled."),
        form=ScheduleForm,
        run=lambda article, user, data: actions.publish(
            article=article, publisher=user, reason=data["reason"], live_from=data["live_from"]
        ),
    ),
    "unschedule": Deed(
        role=roles.PUBLISHER,
        title=_("Take off the schedule"),
        explanation=_(
            "The scheduled version never goes live and its number is not used again. What readers see now stays."
        ),
        button=_("Take it off the schedule"),
        done=_("The version is off the schedule."),
        form=WithReasonForm,
        run=lambda article, user, data: schedule_actions.take_off_schedule(
            article=article, publisher=user, reason=data["reason"]
        ),
    ),
    "take-down": Deed(
        role=roles.PUBLISHER,
        title=_("Take down"),
        explanation=_("Readers no longer find the article. Its versions and answers stay; publishing brings it back."),
        button=_("Take the article down"),
        done=_("The article is taken down."),
        form=WithReasonForm,
        run=lambda article, user, data: actions.take_down(article=article, publisher=user, reason=data["reason"]),
    ),
}


def findings_now(article: Article) -> list[Finding]:
    return findings(article, actions.publication_day(article, timezone.now()))


def approvals_now(article: Article) -> Approvals:
    """The approvals of the content as it stands, and what publishing it today would ask of them."""
    content = dump(article)
    digest = content_hash(to_json(content))
    return approvals_of(article, digest, content, actions.publication_day(article, timezone.now()))


class PublicationPages:
    """Mixin of the article admin: the panel with state and findings, and the pages behind its buttons."""

    change_form_template = "admin/articles/article/change_form.html"

    def get_urls(self):
        wrap = self.admin_site.admin_view
        own = [path("<int:pk>/preview/", wrap(self.preview), name="articles_article_preview")]
        own += [
            path(f"<int:pk>/{name}/", wrap(self.deed_page), {"name": name}, name=f"articles_article_{name}")
            for name in DEEDS
        ]
        return own + super().get_urls()

    def _article(self, request, pk: int) -> Article:
        article = self.get_object(request, str(pk))
        if not self.has_view_permission(request, article):
            raise PermissionDenied
        if article is None:
            raise Http404
        return article

    def preview(self, request, pk: int):
        article = self._article(request, pk)
        return render(request, "articles/article_preview.html", {"article": article, "body": preview_html(article)})

    def deed_page(self, request, pk: int, name: str):
        article, deed = self._article(request, pk), DEEDS[name]
        if not request.user.has_role(deed.role):
            raise PermissionDenied
        now = timezone.now()
        form = deed.form(request.POST if request.method == "POST" else None, article=article, now=now)
        refused: actions.Refused | None = None
        if request.method == "POST" and form.is_valid():
            try:
                deed.run(article, request.user, form.cleaned_data)
            except actions.Refused as error:
                refused = error
            else:
                messages.success(request, deed.done)
                return redirect("admin:articles_article_change", pk)
        approvals = approvals_now(article) if name != "take-down" else None
        context = self.admin_site.each_context(request) | {
            "title": deed.title,
            "opts": self.opts,
            "article": article,
            "deed": deed,
            "form": form,
            "refused": refused,
            "findings": findings_now(article),
            "schedule": schedule_standing(article, now),
            "approvals": approvals,
            "objection": approvals.objection(request.user) if name == "approve" else "",
        }
        return render(request, "admin/articles/article/deed.html", context, status=409 if refused else 200)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        article = self.get_object(request, object_id)
        panel = self._panel(request, article) if article and request.method == "GET" else {}
        return super().change_view(request, object_id, form_url, panel | (extra_context or {}))

    def _panel(self, request, article: Article) -> dict:
        schedule = schedule_standing(article, timezone.now())
        closed = {"publish", "schedule"} if schedule.version else {"unschedule"}
        approval = article.approvals.select_related("reviewer").first()
        approvals = approvals_now(article)
        return {
            "findings": findings_now(article),
            "live_version": article.live_version(),
            "registry_changes": changes_since_publication([article]).get(article.pk, []),
            "approval": approval,
            "approvals": approvals,
            "is_approved": approval in approvals.found,
            "schedule": schedule,
            "deeds": [
                (name, deed) for name, deed in DEEDS.items() if request.user.has_role(deed.role) and name not in closed
            ],
        }
