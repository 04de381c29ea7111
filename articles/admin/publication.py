"""Preview, approval, publication and taking down, from the article screen. Each is a page that says what it does."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hub import roles

from .. import actions
from ..bundle.dumping import content_hash, dump, to_json
from ..findings import Finding
from ..models import Article
from ..preflight import findings
from ..preview import preview_html
from ..reports import changes_since_publication


class NoteForm(forms.Form):
    note = forms.CharField(
        label=_("Note"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Optional; kept with the approval."),
    )  # fmt: skip


class ReleaseForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What changed, and why warnings may stand. Needed where there are warnings."),
    )  # fmt: skip


class TakeDownForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Kept in the audit history."), error_messages={"required": _("Give a reason.")},
    )  # fmt: skip


@dataclass(frozen=True)
class Deed:
    """One thing to do with an article: who may, what the page says, and the action behind it."""

    role: str
    title: str
    explanation: str
    button: str
    done: str
    form: type[forms.Form]
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
    "take-down": Deed(
        role=roles.PUBLISHER,
        title=_("Take down"),
        explanation=_("Readers no longer find the article. Its versions and answers stay; publishing brings it back."),
        button=_("Take the article down"),
        done=_("The article is taken down."),
        form=TakeDownForm,
        run=lambda article, user, data: actions.take_down(article=article, publisher=user, reason=data["reason"]),
    ),
}


def findings_now(article: Article) -> list[Finding]:
    return findings(article, actions.publication_day(article, timezone.now()))


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
        form = deed.form(request.POST if request.method == "POST" else None)
        refused: actions.Refused | None = None
        if request.method == "POST" and form.is_valid():
            try:
                deed.run(article, request.user, form.cleaned_data)
            except actions.Refused as error:
                refused = error
            else:
                messages.success(request, deed.done)
                return redirect("admin:articles_article_change", pk)
        context = self.admin_site.each_context(request) | {
            "title": deed.title,
            "opts": self.opts,
            "article": article,
            "deed": deed,
            "form": form,
            "refused": refused,
            "findings": findings_now(article),
        }
        return render(request, "admin/articles/article/deed.html", context, status=409 if refused else 200)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        article = self.get_object(request, object_id)
        panel = self._panel(request, article) if article and request.method == "GET" else {}
        return super().change_view(request, object_id, form_url, panel | (extra_context or {}))

    def _panel(self, request, article: Article) -> dict:
        approval = article.approvals.select_related("reviewer").first()
        return {
            "findings": findings_now(article),
            "live_version": article.live_version(),
            "registry_changes": changes_since_publication([article]).get(article.pk, []),
            "approval": approval,
            "is_approved": approval and approval.content_hash == content_hash(to_json(dump(article))),
            "deeds": [(name, deed) for name, deed in DEEDS.items() if request.user.has_role(deed.role)],
        }
