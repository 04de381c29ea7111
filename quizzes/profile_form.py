"""The optional questions about a learner, on the result page of an article that asks nothing else."""

from crispy_forms.layout import Layout
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from hub.profile_fields import ProfileFields, about_you
from hub.questionnaire import Actions, form_helper

from .models import Attempt


class ProfileForm(ProfileFields):
    """Sent for the learner of one attempt."""

    def __init__(self, data=None, *, attempt: Attempt):
        super().__init__(data, auto_id="profile-%s")
        self.attempt = attempt

    @cached_property
    def helper(self):
        helper = form_helper(reverse("quizzes:profile", args=[self.attempt.pk]))
        leave = Actions(_("Keep this"), self.attempt.quiz.article.get_absolute_url(), _("Back to the article"))
        helper.layout = Layout(about_you(), leave)
        return helper
