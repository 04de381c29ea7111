"""Articles as files: one out of the article screen, one into the list."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hub import audit, roles
from hub.exports import named
from hub.models import Hub

from ..bundle.dumping import dump, to_json
from ..bundle.loading import Imported, load_bundle
from ..bundle.reading import LARGEST_FILE, BundleError, read_bundle

SHOWN_FINDINGS = 12


class BundleForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Bundle"), help_text=gettext_lazy("A JSON file of at most 5 MB. The files beside it are not read from here."),
        error_messages={"required": gettext_lazy("Choose a file.")},
    )  # fmt: skip
    hub = forms.ModelChoiceField(
        Hub.objects.all(), label=gettext_lazy("Hub"), required=False,
        empty_label=gettext_lazy("Where the article stands already, else the default hub"),
    )  # fmt: skip
    overwrite = forms.BooleanField(
        label=gettext_lazy("The file replaces stored values"), required=False,
        help_text=gettext_lazy("Of trials, people, funders and references. Without it stored values stay and are reported."),
    )  # fmt: skip

    def __init__(self, *args, may_overwrite: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not may_overwrite:
            del self.fields["overwrite"]


class BundlePages:
    """Mixin of the article admin: export of one article, import of a bundle."""

    change_list_template = "admin/articles/article/change_list.html"

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/export/", wrap(self.export_bundle), name="articles_article_export"),
            path("import/", wrap(self.import_bundle), name="articles_article_import"),
            *super().get_urls(),
        ]

    def export_bundle(self, request, pk: int):
        article = self.get_object(request, str(pk))
        if not self.has_view_permission(request, article):
            raise PermissionDenied
        if article is None:
            raise Http404
        audit.record(actor=request.user, verb="export article", subject=f"article {article.slug}")
        response = HttpResponse(to_json(dump(article)), content_type="application/json")
        return named(response, f"{article.slug}.json")

    def import_bundle(self, request):
        if not self.has_add_permission(request) or not self.has_change_permission(request):
            raise PermissionDenied
        # Funders are no business of writers, and a file may name them: only publishers let it replace what is stored.
        may_overwrite = request.user.has_role(roles.PUBLISHER) or request.user.is_superuser
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        form = BundleForm(*sent, may_overwrite=may_overwrite)
        problems: list = []
        if request.method == "POST" and form.is_valid():
            try:
                imported = self._load(request, form.cleaned_data)
            except BundleError as error:
                problems = error.problems
            else:
                self._report(request, imported)
                return redirect("admin:articles_article_change", imported.article.pk)
        context = self.admin_site.each_context(request) | {
            "title": _("Import bundle"),
            "opts": self.opts,
            "form": form,
            "problems": problems,
        }
        status = 422 if problems else 200
        return render(request, "admin/articles/article/import.html", context, status=status)

    @staticmethod
    def _load(request, wishes: dict) -> Imported:
        data = read_bundle(wishes["file"].read(LARGEST_FILE + 1))
        return load_bundle(data, hub=wishes["hub"], overwrite=wishes.get("overwrite", False), actor=request.user)

    @staticmethod
    def _report(request, imported: Imported) -> None:
        created, updated = sum(imported.created.values()), sum(imported.updated.values())
        sentence = _("Imported: %(created)s rows made, %(updated)s changed.")
        messages.success(request, sentence % {"created": created, "updated": updated})
        for finding in imported.findings[:SHOWN_FINDINGS]:
            level = messages.INFO if finding.severity == "info" else messages.WARNING
            messages.add_message(
                request, level, f"{finding.where}: {finding.message}" if finding.where else finding.message
            )
        if rest := imported.findings[SHOWN_FINDINGS:]:
            messages.info(request, _("And %(count)s more remarks.") % {"count": len(rest)})
