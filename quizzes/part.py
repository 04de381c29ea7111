"""The quiz as a part of the article."""

from articles.parts import ArticlePart, register
from hub import offers

from . import bundle, follow_up, item_review, outcome_items, publication

PART = ArticlePart(
    key="quiz",
    shape=bundle.QUIZ,
    order=10,
    validate=bundle.validate,
    load=bundle.load,
    dump=bundle.dump,
    freeze=publication.freeze,
    render=publication.render,
    check=publication.check,
    describe=publication.describe,
    review=item_review.review,
    standing=publication.standing,
    planned=outcome_items.planned,
    plans=outcome_items.plans,
)
register(PART)
offers.register(follow_up.offer)
