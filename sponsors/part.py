"""Support as a part of the article."""

from articles.parts import ArticlePart, register

from . import bundle, publication, snapshot_actions
from .products.reviewers import reviewers_wanted

PART = ArticlePart(
    key="support",
    shape=bundle.SUPPORT,
    order=30,
    validate=bundle.validate,
    load=bundle.load,
    dump=bundle.dump,
    freeze=publication.freeze,
    render=publication.render,
    check=publication.check,
    conflicts=bundle.conflicts,
    describe=publication.describe,
    broken=publication.broken,
    reviewers=reviewers_wanted,
    prepare_hub=bundle.prepare_hub,
    follow=snapshot_actions.follow_article,
)
register(PART)
