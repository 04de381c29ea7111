"""The support of an article, on its screen: agreements shown by funder, number, period and purpose, never by amount."""

from datetime import timedelta

from django import forms
from django.contrib import admin
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.extensions import register_inline
from hub.admin.base import WantedForm

from ..actions import record_support
from ..models import Agreement, ArticleSupport, SupportingAgreement
from ..own_wording import wording_problems

EXTERNAL, NONE = "external", "none"


class AgreementChoices(forms.ModelMultipleChoiceField):
    """Agreements as tick boxes, told apart by what everybody on the desk may know."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, agreement: Agreement) -> str:
        draft = _("draft") if agreement.status == Agreement.Status.DRAFT else ""
        return " · ".join(
            str(part)
            for part in (agreement.funder.name, agreement.number, agreement.period, agreement.purpose, draft)
            if part
        )


class ProductsField(forms.CharField):
    """A mapping of drugs to owners, one a line as "isatuximab: Sanofi"."""

    widget = forms.Textarea

    def prepare_value(self, value):
        return "\n".join(f"{drug}: {owner}" for drug, owner in value.items()) if isinstance(value, dict) else value

    def clean(self, value):
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        pairs = [[part.strip() for part in line.partition(":")[::2]] for line in lines]
        for line, (drug, owner) in zip(lines, pairs, strict=True):
            if not drug or not owner:
                raise forms.ValidationError(
                    _("“%(line)s” lacks a drug or its owner. Write isatuximab: Sanofi.") % {"line": line}
                )
        return dict(pairs)

    def has_changed(self, initial, data):
        return (self.prepare_value(initial or {}) or "") != (data or "")


class SupportForm(WantedForm):
    """No external funding, or agreements: one of the two is stated, never both."""

    funding = forms.ChoiceField(
        label=gettext_lazy("Funding"), choices=((EXTERNAL, gettext_lazy("Supported under the agreements ticked below")),
        (NONE, gettext_lazy("No external funding"))), widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say whether the article has external funding.")},
    )  # fmt: skip
    chosen = AgreementChoices(Agreement.objects.none(), label=gettext_lazy("Agreements"), required=False)
    products = ProductsField(
        label=gettext_lazy("Products"), required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Drugs of the article and who owns them, one a line as isatuximab: Sanofi."),
    )  # fmt: skip

    class Meta:
        model = ArticleSupport
        fields = ("products", "statement")
        widgets = {"statement": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "chosen" not in self.fields:
            return
        standing = [line.agreement_id for line in self.instance.lines.all()] if self.instance.pk else []
        self.fields["chosen"].queryset = offered(self.article, standing)
        self.initial["chosen"] = standing
        if self.instance.pk:
            self.initial["funding"] = EXTERNAL if standing else NONE

    def clean(self):
        cleaned = super().clean()
        chosen = cleaned.get("chosen")
        if cleaned.get("funding") == EXTERNAL and not chosen and "chosen" not in self.errors:
            self.add_error("chosen", _("Tick the agreement, or choose “No external funding”."))
        if cleaned.get("funding") == NONE and chosen:
            self.add_error("funding", _("Agreements are ticked below. Untick them, or choose “Supported”."))
        funders = [agreement.funder.name for agreement in chosen or ()]
        for _rule, sentence in wording_problems(cleaned.get("statement", ""), funders, cleaned.get("products") or ()):
            self.add_error("statement", sentence)
        return cleaned

    def save_lines(self) -> None:
        """Attach what is ticked and detach the rest; what stood keeps its place."""
        chosen = self.cleaned_data["chosen"]
        self.instance.lines.exclude(agreement__in=chosen).delete()
        place = self.instance.lines.count()
        for agreement in chosen:
            _line, created = SupportingAgreement.objects.get_or_create(
                support=self.instance, agreement=agreement, defaults={"order": place}
            )
            place += created


def offered(article, standing: list[int]):
    """Agreements that may support the article: of its hub, its topics or single articles, not ended a year ago.

    By funder and beginning: their order tells nothing of their level.
    """
    if article is None:
        return Agreement.objects.none()
    long_ago = timezone.localdate() - timedelta(days=365)
    fitting = (
        Q(scope=Agreement.Scope.ARTICLE, hub=None)
        | Q(hub=article.hub_id)
        | Q(scope=Agreement.Scope.TOPIC, topic__in=article.topics.all())
    )
    recent = Q(ends_on=None) | Q(ends_on__gte=long_ago)
    wanted = Q(funder__retired_at=None) & fitting & recent
    return Agreement.objects.filter(wanted | Q(pk__in=standing)).select_related("funder").distinct()


class SupportRows(forms.BaseInlineFormSet):
    """Stores the ticked agreements once the support itself is stored."""

    def save(self, commit=True):
        with record_support(article=self.instance, actor=self.form.user):
            return self._save(commit)

    def _save(self, commit):
        saved = super().save(commit)
        for form in self.forms:
            if form.instance.pk and form not in self.deleted_forms and "chosen" in form.cleaned_data:
                form.save_lines()
        return saved


class SupportInline(admin.StackedInline):
    """What supports the article on the screen. Without a record it cannot be published."""

    model = ArticleSupport
    formset = SupportRows
    classes = ("single",)
    template = "admin/edit_inline/single.html"
    extra = 0
    verbose_name_plural = gettext_lazy("support")

    def get_fields(self, request, obj=None):
        if self.has_change_permission(request, obj):
            return ("funding", "chosen", "products", "statement")
        return ("stated", "statement")

    def get_readonly_fields(self, request, obj=None):
        return () if self.has_change_permission(request, obj) else ("stated",)

    def get_formset(self, request, obj=None, **kwargs):
        kwargs["form"] = type("SupportForm", (SupportForm,), {"article": obj, "user": request.user})
        return super().get_formset(request, obj, **kwargs)

    @admin.display(description=gettext_lazy("support"))
    def stated(self, support):
        lines = support.lines.select_related("agreement__funder")
        return " · ".join(str(line.agreement) for line in lines) or _("No external funding")


register_inline(SupportInline, order=30)
