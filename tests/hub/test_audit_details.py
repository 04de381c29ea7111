import pytest

from hub.audit_details import DetailLine, detail_lines


@pytest.mark.parametrize(
    ("detail", "lines"),
    [
        ({}, []),
        ({"reason": "new data", "rows": 0}, [DetailLine("reason", None, "new data"), DetailLine("rows", None, "0")]),
        ({"changed": {"hub_id": [None, 3]}}, [DetailLine("hub", "–", "3")]),
        ({"changed": {"is_staff": [True, False]}}, [DetailLine("is staff", "yes", "no")]),
        ({"changed": [4, 5]}, [DetailLine("changed", None, "4; 5")]),
        (
            {"before": None, "after": {"agreements": ["A", "B"], "products": ""}},
            [DetailLine("agreements", "–", "A; B"), DetailLine("products", "–", "–")],
        ),
        ({"before": {"a": 1, "b": 2}, "after": {"a": 1, "b": 3}}, [DetailLine("b", "2", "3")]),
        ({"before": "x", "after": "y"}, [DetailLine("value", "x", "y")]),
        ({"before": "x"}, [DetailLine("before", None, "x")]),
        ({"moved": {"attempts": 1, "drafts": []}}, [DetailLine("moved", None, "attempts: 1; drafts: –")]),
        ({"moved": {}}, [DetailLine("moved", None, "–")]),
    ],
)
def test_detail_is_told_line_by_line(detail, lines):
    assert detail_lines(detail) == lines
