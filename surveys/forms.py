"""The form in which a learner says how far statements about an article hold."""

from collections.abc import Sequence
from uuid import UUID

from crispy_forms.layout import Layout
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hub import profile_fields
from hub.questionnaire import (
    NOT_APPLICABLE,
    TRAP,
    Actions,
    Question,
    QuestionField,
    Scale,
    Section,
    SubmissionKeyField,
    Trap,
    TrapField,
    form_helper,
)

from . import actions
from .models import LikertPoint, PinnedStatement
from .own_words_fields import OwnWordsField

POINTS = [*((str(value), label) for value, label in LikertPoint.choices), (NOT_APPLICABLE, _("Not applicable"))]


class SurveyForm(profile_fields.ProfileFields):
    """All statements of a survey. Field `s1` holds 1 to 5, `na`, or nothing; a comment and the profile follow."""

    use_required_attribute = False
    comment = OwnWordsField(label=_("What should the writers know?"))

    def __init__(
        self,
        data=None,
        *,
        slug: str,
        pins: Sequence[PinnedStatement],
        key: str,
        asks_profile: bool,
        leave_url: str,
    ):
        """pins: with statement version loaded. key: the signed key. asks_profile: False once a learner has told."""
        super().__init__(data, auto_id="survey-%s")
        self.slug = slug
        self.pins = pins
        self.asks_profile = asks_profile
        self.leave_url = leave_url
        if not asks_profile:
            for name in profile_fields.NAMES:
                del self.fields[name]
        self.fields["submission_key"] = SubmissionKeyField(initial=key)
        self.fields[TRAP] = TrapField()
        count = {"total": len(pins)}
        for number, pin in enumerate(pins, start=1):
            self.fields[f"s{number}"] = QuestionField(
                label=pin.statement_version.text,
                short_label=gettext("Statement %(number)s of %(total)s") % (count | {"number": number}),
                choices=POINTS,
                widget=Scale,
                required=False,
                error_messages={"invalid_choice": _("Choose one of the answers shown here.")},
            )

    @property
    def names(self) -> list[str]:
        """The fields of the statements, in order."""
        return [f"s{number}" for number in range(1, len(self.pins) + 1)]

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not any(cleaned[name] for name in self.names):
            self.add_error(self.names[0], _("Answer at least one statement; the others may stay open."))
        return cleaned

    def answers(self) -> dict[UUID, LikertPoint | None]:
        """What was answered, by statement version, without the statements left blank. Only for a valid form."""
        given = {
            pin.statement_version_id: self.cleaned_data[name] for pin, name in zip(self.pins, self.names, strict=True)
        }
        return {
            version: actions.NOT_APPLICABLE if value == NOT_APPLICABLE else LikertPoint(int(value))
            for version, value in given.items()
            if value
        }

    @cached_property
    def helper(self):
        """Layout: each statement in a fieldset of its own, the comment, the profile, then the button."""
        parts = [Question(name) for name in self.names]
        hint = _("Only the people who make the hub read it.")
        parts.append(Section("own-words", _("In your own words"), hint, "comment"))
        if self.asks_profile:
            parts.append(profile_fields.about_you())
        helper = form_helper(reverse("surveys:take", args=[self.slug]))
        helper.layout = Layout("submission_key", Trap(), *parts, Actions(_("Send my view"), self.leave_url, _("Skip")))
        return helper
