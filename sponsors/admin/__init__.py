"""The admin of funders, agreements and notices; on the article screen, the agreements behind an article."""

from . import agreements, funders, notices, support

__all__ = ["agreements", "funders", "notices", "support"]
