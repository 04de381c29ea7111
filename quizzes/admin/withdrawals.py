"""The page "Withdraw": a question that learners are no longer asked, at once, and the way back."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from ..models import Withdrawal
from ..versions import answers_to_series
from ..withdrawal import restore_question, withdraw_question
from .decisions import DecisionPage


class WithdrawalPage(DecisionPage):
    model = Withdrawal
    template = "admin/quizzes/question/withdraw.html"
    title = _("Withdraw the question")

    @property
    def is_withdrawn(self) -> bool:
        return self.last is not None and self.last.undoes_id is None

    DEEDS = ("withdraw", "restore")

    def deeds(self):
        return ["restore" if self.is_withdrawn else "withdraw"]

    def run(self, deed, given):
        if deed == "restore":
            restore_question(withdrawal=self.seen_row(given), reason=given["reason"], actor=self.request.user)
            return _("Learners are asked the question again.")
        withdraw_question(
            question=self.question,
            series=self.version.series,
            reason=given["reason"],
            actor=self.request.user,
            seen=given["seen"],
        )
        return _("The question is withdrawn: learners are no longer asked it, and reports count it apart.")

    def context(self):
        shown = self.version.question.versions.filter(series=self.version.series)
        articles = {pin.quiz.article for version in shown for pin in version.pins.select_related("quiz__article")}
        return {
            "is_withdrawn": self.is_withdrawn,
            "n_answers": answers_to_series(self.version).count(),
            "articles": sorted(articles, key=str),
        }


class WithdrawalPages:
    """Mixin of the question admin."""

    def get_urls(self):
        page = self.admin_site.admin_view(self.withdraw)
        return [path("<int:pk>/withdraw/", page, name="quizzes_question_withdraw"), *super().get_urls()]

    def withdraw(self, request, pk: int):
        return WithdrawalPage(self, request, pk).respond()
