"""Accounts: staff and signed-in learners. The e-mail address is the name to log in with."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def fold_email(email: str) -> str:
    """The form in which an address is stored and compared: trimmed and case-folded."""
    return email.strip().casefold()


class UserManager(BaseUserManager):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=fold_email(username or ""))

    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        """Raises ValueError without an e-mail address. Without a password the account cannot log in by password."""
        if not email:
            raise ValueError("An account needs an e-mail address.")
        user = self.model(email=fold_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        return self.create_user(email, password, **{"is_staff": True, "is_superuser": True} | fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who can log in. What a learner answered never hangs here: see LearnerLink."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    is_staff = models.BooleanField(
        _("staff"), default=False, help_text=_("May open the admin; the roles below say what for.")
    )
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now)
    warned_unused_at = models.DateTimeField(_("told that the account is unused"), null=True, blank=True, editable=False)

    objects = UserManager()

    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    class Meta:
        ordering = ["email"]
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")),
                name="user_email_folded",
                violation_error_message=_("The e-mail address is stored in lower case."),
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def clean(self) -> None:
        super().clean()
        self.email = fold_email(self.email)

    def save(self, *args, **kwargs) -> None:
        self.email = fold_email(self.email)
        super().save(*args, **kwargs)

    def has_role(self, role: str) -> bool:
        """Whether this active account is in the group of that role; a superuser does not stand in for one."""
        return self.is_active and role in self.role_names

    @property
    def role_names(self) -> frozenset[str]:
        """Names of the groups, read once per instance."""
        if "_role_names" not in self.__dict__:
            self._role_names = frozenset(self.groups.values_list("name", flat=True)) if self.pk else frozenset()
        return self._role_names

    @property
    def works_for_hub(self) -> bool:
        """Whether the account opens the admin or has a role, so that its own answers count for nothing."""
        return self.is_staff or bool(self.role_names)

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)
