"""Files of an article: figures, its video with captions, transcript and poster."""

from django.core.files.storage import default_storage
from django.db import models
from django.utils.translation import gettext_lazy as _

from hub.models import AppendOnly
from hub.pictures import rendition_widths

from .article import Article


class StoredFile(AppendOnly):
    """A file by the name that the article's bundle uses. Name and content belong together for good.

    Another content gets another name, so that a name in an approved or published text always means the same picture. The
    file itself is stored under the hash of its content and is never overwritten; rows and files that no block names any
    more stay, because versions may show them.
    """

    class Kind(models.TextChoices):
        PICTURE = "picture", _("Picture")
        VIDEO = "video", _("Video")
        CAPTIONS = "captions", _("Captions")
        TRANSCRIPT = "transcript", _("Transcript")

    article = models.ForeignKey(Article, models.CASCADE, related_name="stored_files", verbose_name=_("article"))
    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    path = models.CharField(_("stored as"), max_length=200)
    digest = models.CharField(_("hash"), max_length=64, help_text=_("SHA-256 of the stored content."))
    given_digest = models.CharField(_("hash as given"), max_length=64, help_text=_("SHA-256 before it was cleaned."))
    width = models.PositiveIntegerField(_("width"), null=True)
    height = models.PositiveIntegerField(_("height"), null=True)

    class Meta:
        ordering = ["article", "name"]
        verbose_name = _("stored file")
        verbose_name_plural = _("stored files")
        constraints = [
            models.UniqueConstraint(fields=["article", "name"], name="stored_file_name_once"),
            models.CheckConstraint(
                # A comparison with NULL would let a picture without a size pass.
                condition=~models.Q(kind="picture")
                | models.Q(width__isnull=False, height__isnull=False, width__gte=1, height__gte=1),
                name="stored_picture_has_its_size",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def url(self) -> str:
        return default_storage.url(self.path)

    def holds(self, kind: str, digest: str) -> bool:
        """Whether a file of this kind and SHA-256 is this one, as it was given or as it is stored."""
        return kind == self.kind and digest in (self.digest, self.given_digest)

    def facts(self) -> dict[str, int | str]:
        """What a rendered page needs: path and size of a picture, path of a video or captions, words of a transcript."""
        if self.kind == self.Kind.TRANSCRIPT:
            with default_storage.open(self.path, "rb") as stream:
                return {"text": stream.read().decode()}
        if self.kind == self.Kind.PICTURE:
            return {"path": self.path, "width": self.width, "height": self.height}
        return {"path": self.path}


def rendition_paths(path: str, width: int) -> dict[int, str]:
    """Where the copies of a stored picture lie, by their width."""
    stem = path.rpartition(".")[0]
    return {narrower: f"{stem}-{narrower}.webp" for narrower in rendition_widths(width)}
