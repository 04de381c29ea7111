"""Millions of answers, made set-wise by the database itself: one statement a table.

Two thousand questions in 500 quizzes; a twenty-fifth as many learners as answers; two years of days. Few quizzes, specialties
and countries have most of the learners. Everything follows from the number of the row, so that two runs make the same.
"""

from django.db import connection

from hub.countries import COUNTRIES
from hub.specialties import SPECIALTIES

N_QUIZZES, N_QUESTIONS = 500, 4
N_DAYS = 730
AFTER_SHARE = 0.85
"""Of the learners of a quiz, those who answer after reading too."""
_PER_PAIR = N_QUESTIONS * (1 + AFTER_SHARE)


def _chance(expression: str, salt: int) -> str:
    """A number from 0 to 1 that follows from a whole one below 2**27, other for every salt: middle bits of a square."""
    once = f"((({expression}) * 2 + 1) * {2654435761 + salt * 97_654_322} % 4294967296)"
    mixed = f"({once} % 65536 * 40503 + {once} / 65536)"
    return f"(({mixed} * {mixed} / 65536) % 1048576 / 1048576.0)"


def make_answers(n: int) -> None:
    """About n answers to the quizzes of `content.make_quizzes(N_QUIZZES, N_QUESTIONS)`, without any sums of them."""
    n_pairs, n_learners = int(n / _PER_PAIR), max(n // 25, 4)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET synchronous_commit TO off")
        for statement in (_learners(n_learners), _pairs(n_pairs, n_learners), *_attempts(), *_answers()):
            cursor.execute(statement)
        cursor.execute("DROP TABLE bench_pair")
        cursor.execute("ANALYZE")


def _series(n: int) -> str:
    if connection.vendor == "postgresql":
        return f"generate_series(0, {n - 1}) AS n(i)"
    return f"(WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {n - 1}) SELECT i FROM n) AS n"


def _uuid(expression: str, kind: str) -> str:
    """The row's number as uuid; kind: one hexadecimal digit that tells tables apart."""
    if connection.vendor == "postgresql":
        return f"CAST('{kind}' || lpad(to_hex(CAST({expression} AS bigint)), 31, '0') AS uuid)"
    return f"printf('{kind}%031x', {expression})"


def _listed(values: list[str], chance: str) -> str:
    """One of the values, the first ones most often."""
    cases = " ".join(f"WHEN {place} THEN '{value}'" for place, value in enumerate(values))
    return f"CASE CAST(FLOOR({len(values)} * {chance} * {chance} * {chance}) AS integer) {cases} ELSE '' END"


def _learners(n: int) -> str:
    specialties = [name for name, _words in SPECIALTIES]
    countries = [code for code, _words in COUNTRIES][:60]
    return (
        "INSERT INTO hub_learner (id, profession, specialty, country, is_simulated, created_at) "
        f"SELECT {_uuid('i', '0')}, 'physician', {_listed(specialties, _chance('i', 1))}, "
        f"{_listed(countries, _chance('i', 2))}, {_false()}, '2024-01-01 00:00:00+00:00' FROM {_series(n)}"
    )


def _false() -> str:
    return "FALSE" if connection.vendor == "postgresql" else "0"


def _pairs(n: int, n_learners: int) -> str:
    """A learner at a quiz; the four quizzes of one learner lie in four groups, so none comes twice."""
    group = N_QUIZZES // 4
    rank = f"CAST(FLOOR({group} * {_chance('i', 3)} * {_chance('i', 3)}) AS integer)"
    return (
        f"CREATE TABLE bench_pair AS SELECT i, i % {n_learners} AS learner, (i / {n_learners}) % 4 + 4 * ({rank}) AS place, "
        f"CAST(FLOOR({N_DAYS} * {_chance('i', 4)}) AS integer) AS day, {_chance('i', 5)} < {AFTER_SHARE} AS is_both, "
        f"{_chance('i', 6)} < 0.8 AS is_english FROM {_series(n)}"
    )


def _attempts() -> list[str]:
    return [_attempts_of("pre", 0, "TRUE"), _attempts_of("post", 1, "is_both")]


def _attempts_of(phase: str, offset: int, condition: str) -> str:
    if connection.vendor == "postgresql":
        day = "DATE '2024-01-01' + pair.day"
        at = f"{day} + TIME '12:00' + INTERVAL '{offset} hour'"
        key = "lpad(pair.i::text, 42, '0') || "
    else:
        day = "date('2024-01-01', '+' || pair.day || ' days')"
        at = f"{day} || ' {12 + offset}:00:00'"
        key = "printf('%042d', pair.i) || "
    return (
        "INSERT INTO quizzes_attempt (id, learner_id, quiz_id, phase, article_version_id, nonce, submitted_at, "
        "submitted_on, n_shown, language) "
        f"SELECT {_uuid(f'pair.i * 2 + {offset}', 'a')}, {_uuid('pair.learner', '0')}, quiz.id, '{phase}', version.id, "
        f"{key}'{offset}', {at}, {day}, {N_QUESTIONS}, CASE WHEN pair.is_english THEN 'en' ELSE 'de' END "
        "FROM bench_pair pair JOIN (SELECT id, article_id, ROW_NUMBER() OVER (ORDER BY id) - 1 AS place FROM quizzes_quiz) quiz "
        "ON quiz.place = pair.place JOIN articles_articleversion version ON version.article_id = quiz.article_id "
        f"WHERE {condition}"
    )


def _answers() -> list[str]:
    return [_answers_of(0, "TRUE", 0.42), _answers_of(1, "pair.is_both", 0.66)]


def _answers_of(offset: int, condition: str, right: float) -> str:
    """Easy questions and hard ones; of those who are wrong half choose the first option."""
    number = '(pair.i * 8 + pin."order")'
    hard = f"({right} + 0.3 * ({_chance('pin.id', 7)} - 0.5))"
    chance = _chance(number, 10 + offset)
    choice = f"CASE WHEN {chance} < {hard} THEN 2 WHEN {chance} < ({hard} + 1) / 2 THEN 0 WHEN {chance} < 0.95 THEN 1 ELSE 3 END"
    return (
        "INSERT INTO quizzes_answer (attempt_id, question_version_id, option_id, was_correct) "
        f"SELECT {_uuid(f'pair.i * 2 + {offset}', 'a')}, pin.question_version_id, chosen.id, chosen.is_key "
        "FROM bench_pair pair JOIN (SELECT id, ROW_NUMBER() OVER (ORDER BY id) - 1 AS place FROM quizzes_quiz) quiz "
        "ON quiz.place = pair.place JOIN quizzes_pinnedquestion pin ON pin.quiz_id = quiz.id "
        f'JOIN quizzes_versionoption chosen ON chosen.version_id = pin.question_version_id AND chosen."order" = {choice} '
        f"WHERE {condition}"
    )
