"""Importing references: read a text or ask by identifier, show what was understood, store what is ticked."""

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hub.models import Hub
from hub.text_files import decode_text

from ..lookup import MOST_AT_ONCE, look_up, read_identifiers, too_many
from ..models import Article
from ..reference_actions import ImportRefused, Stored, import_references
from ..reference_import import Reading, read_references
from .reference_table import ImportTable, seal, unseal

LARGEST_TEXT = 1_000_000
"""Bytes of a text: some 300 records of PubMed with their abstracts."""


class SourceForm(forms.Form):
    """Where references come from; the first that is filled counts: text, file, identifiers."""

    text = forms.CharField(
        label=gettext_lazy("Text"), required=False, strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "class": "vLargeTextField import-text", "spellcheck": "false"}),
        help_text=gettext_lazy("RIS, BibTeX, MEDLINE (.nbib), CSL-JSON, or a list in AMA style with one reference a line."),
    )  # fmt: skip
    file = forms.FileField(
        label=gettext_lazy("Or a file"), required=False, allow_empty_file=True,
        help_text=gettext_lazy("In one of these formats, of at most 1 MB."),
    )  # fmt: skip
    identifiers = forms.CharField(
        label=gettext_lazy("DOI or PMID"), required=False,
        widget=forms.TextInput(attrs={"class": "vTextField", "autocomplete": "off", "spellcheck": "false"}),
        help_text=gettext_lazy(
            "Up to 10, with blanks between them. They are sent to doi.org and PubMed, with the hub's contact address."
        ),
    )  # fmt: skip
    article = forms.ModelChoiceField(
        Article.objects.none(), label=gettext_lazy("For the list of"), required=False,
        empty_label=gettext_lazy("No article: into the library only"),
    )  # fmt: skip

    def __init__(self, *args, articles, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["article"].queryset = articles
        if not articles:
            del self.fields["article"]

    def clean_text(self) -> str:
        text = self.cleaned_data["text"]
        self._require_size(len(text.encode(errors="replace")))
        return text

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file:
            self._require_size(file.size)
        return file

    @staticmethod
    def _require_size(size: int) -> None:
        if size > LARGEST_TEXT:
            told = _("%(size)s kB are more than the 1,000 kB that are read at once. Split it and import the parts.")
            raise forms.ValidationError(told % {"size": f"{size // 1000:,}"})

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not any((cleaned["text"].strip(), cleaned["file"], cleaned["identifiers"])):
            raise forms.ValidationError(_("Paste references, choose a file, or give a DOI or PMID."))
        return cleaned


class ReferenceImportPages:
    """Mixin of the reference admin: the page that reads references and the table that asks before storing them."""

    change_list_template = "admin/articles/reference/change_list.html"

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [path("import/", wrap(self.import_references), name="articles_reference_import"), *super().get_urls()]

    def import_references(self, request):
        if not self.has_add_permission(request):
            raise PermissionDenied
        if "table" in request.POST:
            return self._store(request)
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        form = SourceForm(*sent, articles=self._articles(request), initial={"article": request.GET.get("article")})
        if request.method != "POST" or not form.is_valid():
            return self._show_sources(request, form)
        reading = self._read(request, form.cleaned_data)
        if not reading.records:
            return self._show_sources(request, form, reading.problems)
        article = form.cleaned_data.get("article")
        return self._show_table(
            request, ImportTable(reading.records, article), seal(reading, article, request.user), reading
        )

    def _articles(self, request):
        """Articles to whose lists this account may add."""
        may_change = request.user.has_perm("articles.change_article")
        return Article.objects.order_by("title") if may_change else Article.objects.none()

    def _read(self, request, wishes: dict) -> Reading:
        if "look_up" not in request.POST or not wishes["identifiers"]:
            if wishes["text"].strip():
                return read_references(wishes["text"])
            if wishes["file"]:
                return read_references(decode_text(wishes["file"].read()).text)
        identifiers, problems = read_identifiers(wishes["identifiers"])
        found = look_up(identifiers[:MOST_AT_ONCE], contact=Hub.objects.contact_email())
        return Reading(problems=tuple(problems)) + found + Reading(problems=too_many(identifiers[MOST_AT_ONCE:]))

    def _store(self, request):
        try:
            reading, article_pk = unseal(request.POST["table"], request.user)
        except signing.BadSignature:
            messages.error(request, _("This table is too old or was changed on its way. Read the references again."))
            return redirect("admin:articles_reference_import")
        article = self._articles(request).filter(pk=article_pk).first()
        table = ImportTable(reading.records, article, request.POST)
        refused = _("Nothing was stored. Look at the rows with a remark in red.")
        if not table.is_ticked:
            refused = _("Nothing is ticked. Tick what is to be imported.")
        elif table.is_valid():
            try:
                stored = import_references(
                    items=table.new_items(), actor=request.user, article=article, also_list=table.stored_keys()
                )
            except ImportRefused as error:
                refused = table.complain(error.sentences) or refused
            else:
                return self._report(request, stored, table.stored_keys(), article)
        return self._show_table(request, table, request.POST["table"], reading, refused, status=422)

    def _report(self, request, stored: Stored, repeated: list[str], article: Article | None):
        if count := len(stored.created):
            told = ngettext("%(count)s reference was imported.", "%(count)s references were imported.", count)
            messages.success(request, told % {"count": count})
        if present := sorted({*(row.key for row in stored.present), *repeated}):
            keys = format_html_join(", ", "{}", ((key,) for key in present))
            messages.info(request, format_html("{} {}.", _("There already, and left as stored:"), keys))
        if article is None:
            return redirect("admin:articles_reference_changelist")
        told = ngettext("%(count)s reference joined the list.", "%(count)s references joined the list.", stored.listed)
        messages.success(request, told % {"count": stored.listed})
        return redirect("admin:articles_article_change", article.pk)

    def _show_sources(self, request, form, problems=()):
        context = self._context(request) | {"form": form, "problems": problems}
        status = 422 if form.errors or problems else 200
        return render(request, "admin/articles/reference/import.html", context, status=status)

    def _show_table(self, request, table, sealed, reading, refused="", status=200):
        context = self._context(request) | {
            "table": table, "sealed": sealed, "problems": reading.problems, "format": reading.format, "refused": refused,
        }  # fmt: skip
        return render(request, "admin/articles/reference/import_table.html", context, status=status)

    def _context(self, request) -> dict:
        return self.admin_site.each_context(request) | {
            "title": _("Import references"),
            "opts": self.opts,
            "page": reverse("admin:articles_reference_import"),
        }
