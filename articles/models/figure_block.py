"""Figures in the text."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..fields import CiteKeysField, RichTextField
from ..richtext import Profile
from .blocks import Block


class FigureBlock(Block):
    """A picture with caption, description, sources, and the right by which it is shown."""

    class Basis(models.TextChoices):
        OWN = "own", _("Our own")
        REDRAWN = "redrawn", _("Redrawn from the source")
        LICENSED = "licensed", _("Licensed")
        REPRODUCED = "reproduced", _("Reproduced with permission")

    file = models.CharField(_("picture"), max_length=80, blank=True, help_text=_("Its name among the article's files."))
    caption = RichTextField(_("caption"), Profile.LINE, blank=True)
    alt = models.CharField(
        _("text alternative"), max_length=300, blank=True,
        help_text=_("What the picture shows, in one sentence, for readers who do not see it."),
    )  # fmt: skip
    long_description = RichTextField(
        _("long description"), Profile.PARAGRAPHS, blank=True,
        help_text=_("The numbers and the course of the curves; folded away under the picture."),
    )  # fmt: skip
    source_cites = CiteKeysField(_("sources"), blank=True)
    rights_basis = models.CharField(_("right to show it"), max_length=10, choices=Basis, blank=True)
    rights_holder = models.CharField(_("holder of the rights"), max_length=200, blank=True)
    permission_ref = models.CharField(
        _("permission or licence"), max_length=200, blank=True,
        help_text=_("Number of the permission, or name of the licence."),
    )  # fmt: skip

    class Meta(Block.Meta):
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(rights_basis__in=["", "own", "redrawn", "licensed", "reproduced"]),
                name="figure_rights_known",
                violation_error_message=_(
                    "Say by which right the figure is shown: own, redrawn, licensed, reproduced."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.file or str(_("Figure"))
