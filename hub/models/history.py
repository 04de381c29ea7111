"""Working rows whose published versions learners have answered: they are retired, never deleted."""

from django.db import models, transaction
from django.db.models import ProtectedError
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy


class Change(models.TextChoices):
    """What an editor says of changed words after learners have answered."""

    WORDING = "wording", gettext_lazy("Wording only (answers before and after pool)")
    MEANING = "meaning", gettext_lazy("The meaning (a new series begins)")


class KeptQuerySet(models.QuerySet):
    def kept(self):
        """Rows that cannot be deleted, because published versions point to them."""
        condition = models.Q()
        for relation in self.model.KEPT_IF:
            condition |= models.Q(pk__in=self.model.objects.filter(**{f"{relation}__isnull": False}).values("pk"))
        return self.filter(condition)

    def delete(self):
        """As Django's. Raises ProtectedError with a sentence where one of the rows has history; then none is deleted."""
        with transaction.atomic(using=self.db):
            kept = self.model.objects.filter(pk__in=self.order_by().values("pk")).kept().first()
            if kept is not None:
                raise ProtectedError(kept.kept_because, {kept})
            return super().delete()

    delete.alters_data = True
    delete.queryset_only = True


class Kept(models.Model):
    """A row that publication freezes versions of.

    KEPT_IF: the relations through which those versions point here. KEPT_BECAUSE: the sentence for whoever wants to
    delete it all the same, with %(name)s; it says what to do instead.
    """

    KEPT_IF: tuple[str, ...] = ()
    KEPT_BECAUSE = ""

    objects = KeptQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def is_kept(self) -> bool:
        return type(self).objects.filter(pk=self.pk).kept().exists()

    @property
    def kept_because(self) -> str:
        return self.KEPT_BECAUSE % {"name": Truncator(str(self)).words(18)}

    def delete(self, *args, **kwargs):
        """As Django's. Raises ProtectedError with a sentence where the row has history."""
        if self.is_kept:
            raise ProtectedError(self.kept_because, {self})
        return super().delete(*args, **kwargs)
