"""Bundle contents for checks: one item in a block of one trial, and what a test changes about them."""

from datetime import date

ON = date(2026, 3, 2)
PFS = {
    "key": "pfs-54",
    "endpoint": "pfs",
    "time_point": "54 months",
    "ref": "a",
    "values": [{"arm": "e", "value": "68.1", "unit": "%"}, {"arm": "c", "value": "49.5", "unit": "%"}],
    "comparison": {
        "measure": "HR", "value": "0.57", "ci_pct": "95", "ci_lower": "0.41", "ci_upper": "0.79", "p_op": "=",
        "p_value": "0.0005",
    },
}  # fmt: skip


def trial_of(*results, **fields) -> dict:
    return {
        "slug": "t",
        "acronym": "TRIAL",
        "arms": [{"key": "e", "abbr": "D-VRd"}, {"key": "c", "abbr": "VRd"}],
        "endpoints": [{"key": "pfs", "measure": "PFS"}, {"key": "resp", "measure": "negativity"}],
        "results": list(results),
    } | fields


def content_of(*items, trial=None, references=("a",), **article) -> dict:
    """A content whose second block is a trial block with these items; it cites the reference a."""
    return {
        "article": {
            "title": "Title",
            "body": [
                {"block": "heading", "level": 2, "text": "Heading"},
                {"block": "trial", "trial": "t", "heading_cites": ["a"], "findings": list(items)},
            ],
        }
        | article,
        "trials": [trial or trial_of()],
        "references": [{"id": key, "title": f"Title of {key}"} for key in references],
    }


def found(check, content, on=ON) -> list[tuple[str, str, str]]:
    """Rule, severity and place of what one check finds."""
    return [(finding.rule, finding.severity, finding.where) for finding in check(content, on)]


def said(check, content, on=ON) -> list[str]:
    return [finding.message for finding in check(content, on)]


ITEM = "article.body[1].findings[0]"
