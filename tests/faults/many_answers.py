"""Run by the console of a site: 108,000 answers of 18,000 learners to the quiz of the article "many", and an analyst."""

from quizzes.models import Quiz
from tests.answered import KEY, WRONG, make_answers
from tests.factories import make_staff

make_staff("exporter", "analyst")
quiz = Quiz.objects.get(article__slug="many")
for place in range(9):
    make_answers(quiz, 2_000, [WRONG, place % 4, KEY], [KEY, KEY, place % 4], profession="nurse", country="CH")
