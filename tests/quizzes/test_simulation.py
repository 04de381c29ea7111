from hub.countries import COUNTRIES as ALL_COUNTRIES
from hub.models import Profession
from hub.specialties import SPECIALTIES as ALL_SPECIALTIES
from quizzes.simulation import COUNTRIES, PROFESSIONS, SPECIALTIES, QuestionShape, simulated_learners

QUESTIONS = [QuestionShape(4, 2), QuestionShape(5, 0), QuestionShape(2, 1)]


def simulate(n=400, **fields):
    values = {"seed": 7, "quiz": "sample", "questions": QUESTIONS, "n_statements": 4, "dont_know": True}
    return list(simulated_learners(**values | {"n_learners": n} | fields))


def share_right(sheets):
    answers = [
        choice == question.key for sheet in sheets for choice, question in zip(sheet.choices, QUESTIONS, strict=True)
    ]
    return sum(answers) / len(answers)


def test_same_seed_gives_the_same_learners():
    assert simulate(20) == simulate(20)
    assert simulate(20) == simulate(40)[:20]
    assert simulate(20) != simulate(20, seed=8)


def test_same_seed_gives_the_same_people_in_every_quiz():
    first, second = simulate(20), simulate(20, quiz="other")

    assert [learner.learner_id for learner in first] == [learner.learner_id for learner in second]
    assert [learner.pre for learner in first] != [learner.pre for learner in second]


def test_nonces_differ_by_learner_quiz_and_step():
    learners = simulate(10)
    nonces = {learner.nonce(quiz, step) for learner in learners for quiz in "ab" for step in ("pre", "post", "survey")}

    assert {len(nonce) for nonce in nonces} == {40}
    assert len(nonces) == 60


def test_some_answer_before_only_and_some_after_only():
    learners = simulate()
    kinds = [(learner.pre is not None, learner.post is not None) for learner in learners]

    assert {kind: kinds.count(kind) for kind in set(kinds)}.keys() == {(True, True), (True, False), (False, True)}
    assert kinds.count((True, True)) > 200


def test_learners_learn():
    both = [learner for learner in simulate() if learner.pre and learner.post]
    before, after = share_right([learner.pre for learner in both]), share_right([learner.post for learner in both])

    assert 0.2 < before < 0.6
    assert after > before + 0.15


def test_every_answer_exists():
    for learner in simulate():
        for sheet in filter(None, (learner.pre, learner.post)):
            assert all(
                choice is None or choice in range(question.n_options)
                for choice, question in zip(sheet.choices, QUESTIONS, strict=True)
            )
            assert all(point in range(1, 6) for point in sheet.confidence)
        assert 0 <= learner.begins <= 1
        assert learner.reads_for > 0


def test_i_do_not_know_only_where_it_is_offered():
    def blanks(learners):
        return sum(choice is None for learner in learners if learner.pre for choice in learner.pre.choices)

    assert blanks(simulate()) > 0
    assert blanks(simulate(dont_know=False)) == 0


def test_surveys_follow_the_answers_after_reading():
    learners = simulate()
    surveyed = [learner for learner in learners if learner.agreement]

    assert 100 < len(surveyed) < 300
    assert all(learner.post for learner in surveyed)
    assert {point for learner in surveyed for point in learner.agreement} == {None, 0, 1, 2, 3, 4, 5}
    assert all(any(point is not None for point in learner.agreement) for learner in surveyed)
    assert all(learner.agreement is None for learner in simulate(n_statements=0))


def test_profiles_are_what_the_form_offers():
    assert PROFESSIONS.keys() <= set(Profession.values)
    assert SPECIALTIES.keys() <= {value for value, _label in ALL_SPECIALTIES}
    assert COUNTRIES.keys() <= {value for value, _label in ALL_COUNTRIES}
    profiles = {learner.profile for learner in simulate() if learner.agreement}
    assert ("", "", "") in profiles
    assert len(profiles) > 20
