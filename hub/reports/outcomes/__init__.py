"""What learners answered until a day, as it may leave the house: for a funder, and for the public page of an article.

`subject` says which published versions are reported, `counting` reads how they were answered, `building` keeps back what
small groups would tell and makes an `Outcomes` of the rest, `content` turns that into what `editions` lets be frozen.
Pages, files and PDF are made from editions alone, by `document` and `public`.
"""

from .building import outcomes
from .content import content, read
from .subject import NoMonthError, Subject, month_of, of_article, of_funder

__all__ = ["NoMonthError", "Subject", "content", "month_of", "of_article", "of_funder", "outcomes", "read"]
