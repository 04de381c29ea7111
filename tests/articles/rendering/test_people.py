"""What a contributor declared, as the sentence beside the name."""

import pytest

from articles.rendering.people import disclosure_text


def said(*interests, **fields):
    return disclosure_text({"disclosed_on": "2026-01-03", "disclosures": list(interests)} | fields)


@pytest.mark.parametrize(
    ("interest", "sentence"),
    [
        ({"type": "honoraria", "period": "2024-2025"}, "Honoraria from Company C, 2024-2025"),
        ({"type": "Speaker fees"}, "Speaker fees from Company C"),
        ({}, "Relationship from Company C"),
        ({"type": "other"}, "Relationship from Company C"),
        ({"type": "stock", "from": "2024-03-01", "to": "2025-02-28"}, "Stock from Company C, 2024 to 2025"),
        ({"type": "stock", "from": "2024-03-01", "to": "2024-12-31"}, "Stock from Company C, 2024"),
        ({"type": "stock", "from": "2024-03-01", "ongoing": True}, "Stock from Company C, since 2024"),
        ({"type": "stock", "ongoing": True}, "Stock from Company C, ongoing"),
        ({"type": "stock", "from": "2024-03-01"}, "Stock from Company C, from 2024"),
        ({"type": "stock", "to": "2024-03-01"}, "Stock from Company C, until 2024"),
        (
            {"type": "grants", "period": "2025", "covers_this_work": True, "paid_to": "institution"},
            "Grants from Company C, 2025, supports the present work, paid to the institution",
        ),
        ({"type": "grants", "paid_to": "self"}, "Grants from Company C"),
    ],
)
def test_relationship_is_told_by_nature_company_and_years(interest, sentence):
    assert said({"entity": "Company C"} | interest) == f"{sentence} (declared Jan. 3, 2026)."


def test_mitigation_is_said_and_nothing_to_declare_too():
    one, two = {"entity": "C", "type": "stock"}, {"entity": "D", "type": "travel"}

    assert said(one, mitigated=True).endswith("This relationship was mitigated.")
    assert said(one, two, mitigated=True) == (
        "Stock from C; Travel from D (declared Jan. 3, 2026). These relationships were mitigated."
    )
    assert said() == "Nothing to declare (Jan. 3, 2026)."
    assert disclosure_text({}) == "No declaration on record."
