"""Asking for the mail that invites to answer once more, and withdrawing it."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from hub import learners
from hub.consents import Way
from hub.public_pages import in_language

from ..follow_up import NothingToFollowError, stop
from ..follow_up import ask as ask_for_mail
from ..models import FollowUpRequest, Phase, Quiz


@require_POST
@login_required
def ask(request, slug: str):
    """Store the consent, and go back to where the button was."""
    quiz = get_object_or_404(Quiz.objects.select_related("article__hub"), article__slug=slug)
    with in_language(quiz.article.hub.language):
        try:
            ask_for_mail(user=request.user, quiz=quiz, visitor=learners.visitor(request), now=timezone.now())
        except NothingToFollowError as error:
            raise Http404 from error
    return _back(request, slug)


@require_POST
@login_required
def withdraw(request, slug: str):
    """Stop the mail about this quiz, and go back to where the button was."""
    own = FollowUpRequest.objects.filter(user=request.user).select_related("user", "quiz__article__hub")
    stop(get_object_or_404(own, quiz__article__slug=slug), way=Way.SITE, now=timezone.now())
    return _back(request, slug)


def _back(request, slug: str) -> HttpResponse:
    target = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    response = redirect(f"{target}#follow-up" if is_ours else reverse("quizzes:take", args=[slug, Phase.FOLLOW_UP]))
    response.status_code = 303
    return response
