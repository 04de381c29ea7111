"""The video of an article: a file of ours, or an address at a provider; with captions, chapters and transcript."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from .. import durations
from ..fields import CiteKeysField
from .article import Article, Ordered
from .blocks import Block

LANGUAGE = r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"


def validate_duration(text: str) -> None:
    try:
        durations.seconds(text)
    except ValueError as error:
        raise ValidationError(
            _("%(text)s is not a duration; write minutes and seconds, such as 12:30."), params={"text": text}
        ) from error


def _file_name(label, **options) -> models.CharField:
    """The name of a stored file of the article."""
    return models.CharField(label, max_length=80, blank=True, **options)


class ArticleVideo(models.Model):
    """What is played, or where it can be watched; never a player of somebody else inside our page."""

    article = models.OneToOneField(Article, models.CASCADE, related_name="video", verbose_name=_("article"))
    provider = models.CharField(_("provider"), max_length=80, blank=True, help_text=_("Such as Vimeo."))
    url = models.URLField(
        _("address at the provider"),
        max_length=500,
        blank=True,
        help_text=_("Shown as a link, beside a file of ours or alone."),
    )
    file = _file_name(_("video"))
    duration = models.CharField(
        _("duration"), max_length=20, blank=True, validators=[validate_duration], help_text=_("Such as 12:30.")
    )
    poster = _file_name(_("poster"))
    poster_alt = models.CharField(_("text alternative of the poster"), max_length=300, blank=True)
    transcript = _file_name(_("transcript"))

    class Meta:
        verbose_name = _("video of the article")
        verbose_name_plural = _("video of the article")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(url="") | models.Q(url__startswith="https://"),
                name="video_address_is_https",
                violation_error_message=_("The address of the video begins with https://."),
            )
        ]

    def __str__(self) -> str:
        return self.file or self.url or str(_("Video"))


class VideoCaptions(Ordered):
    """Captions of the video in one language."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="video_captions")
    lang = models.CharField(_("language"), max_length=12, help_text=_("Such as en or de-CH."))
    file = _file_name(_("captions"))

    class Meta(Ordered.Meta):
        verbose_name = _("captions of the video")
        verbose_name_plural = _("captions of the video")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "lang"],
                name="captions_once_a_language",
                violation_error_message=_("This language has captions already."),
            ),
            models.CheckConstraint(
                condition=models.Q(lang__regex=LANGUAGE),
                name="captions_language_is_a_code",
                violation_error_message=_("Write the language as a code such as en or de-CH."),
            ),
        ]

    def __str__(self) -> str:
        return self.lang


class VideoChapter(models.Model):
    """A point of the video that has a title, and the sources of what is said from there on."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="video_chapters")
    at = models.CharField(_("at"), max_length=20, validators=[validate_duration], help_text=_("Such as 1:15."))
    seconds = models.PositiveIntegerField(_("seconds from the start"), editable=False)
    title = models.CharField(_("chapter"), max_length=200)
    cites = CiteKeysField(_("sources"), blank=True)

    class Meta:
        ordering = ["seconds", "pk"]
        verbose_name = _("chapter of the video")
        verbose_name_plural = _("chapters of the video")

    def __str__(self) -> str:
        return f"{self.at} {self.title}"

    def save(self, *args, **kwargs):
        self.seconds = durations.seconds(self.at)
        super().save(*args, **kwargs)


class VideoBlock(Block):
    """The place of the article's video in the text."""

    class Meta(Block.Meta):
        verbose_name = _("video")
        verbose_name_plural = _("videos")
        constraints = [
            models.UniqueConstraint(
                fields=["parent"],
                name="video_block_once",
                violation_error_message=_("The video stands in the text already."),
            )
        ]

    def __str__(self) -> str:
        return str(_("Video"))
