"""The admin of hub, people and accounts, and the bases that the admins of all apps share."""

from . import accounts, audit, committee, declarations, hubs, people

__all__ = ["accounts", "audit", "committee", "declarations", "hubs", "people"]
