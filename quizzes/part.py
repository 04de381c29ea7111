"""The quiz as a part of the article."""

from articles.parts import ArticlePart, register

from . import bundle, publication

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
)
register(PART)
