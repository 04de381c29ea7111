"""Figures and the video on the article screen: forms that take files, and their rows."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminFileWidget
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.html import format_html, linebreaks
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hub.admin.base import ExchangingRows, OrderedForm, OrderedTabular

from ..durations import seconds
from ..files import FileError, GoodFile, files_by_name, keep, plain_name, read_file
from ..models import Article, ArticleVideo, FigureBlock, StoredFile, VideoCaptions, VideoChapter
from .forms import CitingForm


def known_files(article: Article) -> dict[str, StoredFile]:
    """The article's files by name, read once for all rows of a page."""
    if not hasattr(article, "_known_files"):
        article._known_files = files_by_name(article) if article.pk else {}
    return article._known_files


class UploadField(forms.FileField):
    """A file of an article. kind: of StoredFile.Kind; column: where the row keeps its name."""

    def __init__(self, kind: str, column: str, **options) -> None:
        self.kind, self.column = kind, column
        super().__init__(required=False, widget=AdminFileWidget, **options)


class UploadingForm(forms.ModelForm):
    """Reads and cleans files before anything is stored; the row keeps the names under which the article holds them."""

    owner = "article"

    def _uploads(self) -> dict[str, UploadField]:
        return {name: field for name, field in self.fields.items() if isinstance(field, UploadField)}

    def _known(self) -> dict[str, StoredFile]:
        return known_files(getattr(self.instance, self.owner))

    def get_initial_for_field(self, field, field_name):
        if isinstance(field, UploadField):
            held = getattr(self.instance, field.column)
            return self._known().get(held) if held else None
        return super().get_initial_for_field(field, field_name)

    def clean(self):
        cleaned = super().clean()
        self._good: dict[str, GoodFile] = {}
        for name, field in self._uploads().items():
            given = cleaned.get(name)
            if isinstance(given, UploadedFile):
                try:
                    self._good[name] = read_file(field.kind, given)
                except FileError as error:
                    self.add_error(name, _("The file cannot be used: %(reason)s.") % {"reason": error})
        return cleaned

    def save(self, commit=True):
        for name, field in self._uploads().items():
            given = self.cleaned_data.get(name)
            if given is False:
                setattr(self.instance, field.column, "")
            elif isinstance(given, UploadedFile):
                self._keep(self._good[name], plain_name(given.name), field.column)
        return super().save(commit)

    def ask_again(self) -> None:
        """Say at each file chosen on a page that was refused that it has to be chosen again: browsers keep none."""
        for name in self._uploads():
            if self.add_prefix(name) in self.files and not self.has_error(name):
                self.add_error(name, _("Nothing was stored yet. Choose the file again."))

    def _keep(self, good: GoodFile, name: str, column: str) -> None:
        row = keep(getattr(self.instance, self.owner), name, good, self._known(), [])
        setattr(self.instance, column, row.name)


class UploadingRows(forms.BaseInlineFormSet):
    """Rows that share the article of the page, and so what is known of its files."""

    def _construct_form(self, i, **kwargs):
        form = super()._construct_form(i, **kwargs)
        setattr(form.instance, self.fk.name, self.instance)
        return form


class ExchangingUploadingRows(UploadingRows, ExchangingRows):
    pass


class FigureForm(UploadingForm, CitingForm):
    owner = "parent"
    picture = UploadField(
        "picture", "file", label=gettext_lazy("Picture"), help_text=gettext_lazy("PNG, JPEG or WebP of at most 10 MB.")
    )

    class Meta:
        model = FigureBlock
        fields = (
            "alt", "caption", "long_description", "source_cites", "rights_basis", "rights_holder", "permission_ref", "key",
        )  # fmt: skip


class VideoForm(UploadingForm):
    url = forms.URLField(
        label=gettext_lazy("Address at the provider"), required=False, max_length=500, assume_scheme="https",
        help_text=gettext_lazy("Shown as a link, beside a file of ours or alone."),
    )  # fmt: skip
    video = UploadField("video", "file", label=gettext_lazy("Video"), help_text=gettext_lazy("MP4 or WebM."))
    poster_picture = UploadField(
        "picture",
        "poster",
        label=gettext_lazy("Poster"),
        help_text=gettext_lazy("The picture shown before the video plays."),
    )
    transcript_text = forms.CharField(
        label=gettext_lazy("Transcript"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("All that is said; a blank line starts a paragraph."),
    )  # fmt: skip

    class Meta:
        model = ArticleVideo
        fields = ("provider", "url", "duration", "poster_alt")

    def get_initial_for_field(self, field, field_name):
        if field_name != "transcript_text":
            return super().get_initial_for_field(field, field_name)
        held = self._known().get(self.instance.transcript) if self.instance.transcript else None
        return held.facts()["text"] if held else ""

    def clean_transcript_text(self):
        text = self.cleaned_data["transcript_text"].replace("\r\n", "\n")
        if text.strip():
            try:
                self._transcript = read_file("transcript", ContentFile(text.encode()))
            except FileError as error:
                raise ValidationError(
                    _("The transcript cannot be used: %(reason)s."), params={"reason": error}
                ) from error
        return text

    def save(self, commit=True):
        text = self.cleaned_data["transcript_text"]
        if not text.strip():
            self.instance.transcript = ""
        elif "transcript_text" in self.changed_data:
            name = self.instance.transcript or "transcript.txt"
            self._keep(self._transcript, name, "transcript")
        return super().save(commit)


class CaptionsForm(UploadingForm, OrderedForm):
    captions = UploadField("captions", "file", label=gettext_lazy("Captions"), help_text=gettext_lazy("A WebVTT file."))

    class Meta:
        model = VideoCaptions
        fields = ("lang", "order")


class ChapterRows(forms.BaseInlineFormSet):
    """Refuses two chapters at one moment."""

    def clean(self):
        super().clean()
        seen: set[int] = set()
        for form in self.forms:
            if form not in self.deleted_forms and (at := getattr(form, "cleaned_data", {}).get("at")):
                if seconds(at) in seen:
                    form.add_error("at", _("Another chapter starts at this moment."))
                seen.add(seconds(at))


class AskingAgain:
    """Mixin of an admin whose inlines take files."""

    def render_change_form(self, request, context, *args, **kwargs):
        if context.get("errors"):
            for rows in context["inline_admin_formsets"]:
                for form in rows.formset.forms:
                    if isinstance(form, UploadingForm):
                        form.ask_again()
        return super().render_change_form(request, context, *args, **kwargs)


def link_to(column: str, label):
    """A read-only column that links to the file that a row of the article names."""

    def read(row) -> str:
        held = known_files(row.article).get(getattr(row, column))
        return format_html('<a href="{}">{}</a>', held.url, held.name) if held else getattr(row, column)

    read.short_description = label
    read.__name__ = f"read_{column}"
    return read


def read_transcript(video: ArticleVideo) -> str:
    """The words of the transcript in paragraphs, its name where the file is missing."""
    held = known_files(video.article).get(video.transcript)
    return mark_safe(linebreaks(held.facts()["text"], autoescape=True)) if held else video.transcript  # noqa: S308 - escaped


read_transcript.short_description = gettext_lazy("Transcript")


class ReadableUploads:
    """Mixin of inlines: whoever may only look opens the files instead of being offered fields to send them."""

    readable: tuple = ()

    def get_fields(self, request, obj=None):
        return super().get_fields(request, obj) if self.has_change_permission(request, obj) else self.readable

    def get_readonly_fields(self, request, obj=None):
        given = super().get_readonly_fields(request, obj)
        return given if self.has_change_permission(request, obj) else [*given, *filter(callable, self.readable)]


class VideoInline(ReadableUploads, admin.StackedInline):
    model = ArticleVideo
    form = VideoForm
    formset = UploadingRows
    extra = 0
    classes = ("collapse",)
    fields = ("video", ("provider", "url"), "duration", ("poster_picture", "poster_alt"), "transcript_text")
    readable = (
        link_to("file", gettext_lazy("Video")), "provider", "url", "duration",
        link_to("poster", gettext_lazy("Poster")), "poster_alt", read_transcript,
    )  # fmt: skip


class CaptionsInline(ReadableUploads, OrderedTabular):
    model = VideoCaptions
    form = CaptionsForm
    formset = ExchangingUploadingRows
    classes = ("sortable", "collapse")
    fields = ("lang", "captions", "order")
    readable = ("lang", link_to("file", gettext_lazy("Captions")))


class ChapterInline(admin.TabularInline):
    model = VideoChapter
    form = CitingForm
    formset = ChapterRows
    extra = 0
    classes = ("collapse",)
    fields = ("at", "title", "cites")


VIDEO_INLINES = (VideoInline, CaptionsInline, ChapterInline)
