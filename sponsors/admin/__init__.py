"""The admin of funders, agreements, products, notices, contributions and updates; on the article screen, the agreements behind an article."""

from . import agreements, contributions, funders, hubs, impact_updates, notices, products, support

__all__ = ["agreements", "contributions", "funders", "hubs", "impact_updates", "notices", "products", "support"]
