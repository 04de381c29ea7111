"""The admin of questions and quizzes, and a look at what was answered."""

from . import answers, questions, quiz

__all__ = ["answers", "questions", "quiz"]
