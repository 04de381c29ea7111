"""References: CSL-JSON items shared by all articles, known by a citation key."""

import json

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from ..csl import year_of
from ..inline import is_key
from ..reference_import.duplicates import Work
from ..reference_import.titles import bare_title


def validate_citation_key(key: str) -> None:
    if not is_key(key):
        raise ValidationError(
            _("A citation key is made of letters, digits and _ . : - and begins with a letter or digit.")
        )


def json_spellings(term: str) -> set[str]:
    """How a term may stand in stored JSON: as it is, or with its letters beyond ASCII escaped, in usual capitals."""
    written = {term, term.lower(), term.title(), term.upper()}
    return {term} | ({json.dumps(word)[1:-1] for word in written} if not term.isascii() else set())


class ReferenceQuerySet(models.QuerySet):
    def matching(self, text: str) -> "ReferenceQuerySet":
        """References in which every word of the text occurs: in key, authors, title, source, dates, DOI or PMID."""
        found = self.annotate(csl_text=Cast("csl", models.TextField()))
        for word in text.split():
            wanted = Q(key__icontains=word) | Q(doi__icontains=word) | Q(pmid=word)
            for spelling in json_spellings(word):
                wanted |= Q(csl_text__icontains=spelling)
            found = found.filter(wanted)
        return found

    def works(self) -> list[Work]:
        """What tells these references apart from others, for finding duplicates. One query."""
        rows = self.values_list("key", "title", "csl__issued", "doi", "pmid")
        return [
            Work(key, bare_title(title), year_of({"issued": issued}), doi or "", pmid or "")
            for key, title, issued, doi, pmid in rows
        ]


class Reference(models.Model):
    """One work that articles cite. The key stands in texts, so it is unique in the installation and stays."""

    class Status(models.TextChoices):
        OK = "ok", _("As published")
        CORRECTED = "corrected", _("Corrected")
        CONCERN = "concern", _("Expression of concern")
        RETRACTED = "retracted", _("Retracted")

    key = models.CharField(_("citation key"), max_length=80, unique=True, validators=[validate_citation_key])
    csl = models.JSONField(_("CSL-JSON"), default=dict, help_text=_("The item as CSL-JSON, without its id."))
    title = models.CharField(_("title"), max_length=500)
    doi = models.CharField(_("DOI"), max_length=255, unique=True, null=True, blank=True)
    pmid = models.CharField(_("PMID"), max_length=12, unique=True, null=True, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.OK)
    superseded_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="supersedes", verbose_name=_("superseded by")
    )

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        ordering = ["key"]
        verbose_name = _("reference")
        verbose_name_plural = _("references")
        constraints = [
            models.CheckConstraint(condition=~models.Q(doi=""), name="reference_doi_null_or_named"),
            models.CheckConstraint(condition=~models.Q(pmid=""), name="reference_pmid_null_or_named"),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.title}"

    @property
    def item(self) -> dict:
        """The CSL-JSON item with its key as id, for the reference renderer."""
        return {"id": self.key, **self.csl}
