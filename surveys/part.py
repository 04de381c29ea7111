"""The survey as a part of the article."""

from articles.parts import ArticlePart, register

from . import bundle, library, outcome_items, publication

PART = ArticlePart(
    key="survey",
    shape=bundle.SURVEY,
    order=20,
    validate=bundle.validate,
    load=bundle.load,
    dump=bundle.dump,
    freeze=publication.freeze,
    render=publication.render,
    check=publication.check,
    conflicts=bundle.conflicts,
    prepare_hub=library.add_standard_statements,
    planned=outcome_items.planned,
    plans=outcome_items.plans,
)
register(PART)
