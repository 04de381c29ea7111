import pytest
from django.core.exceptions import ValidationError

from hub.contrast import contrast
from hub.models import Hub


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),
        ("#ffffff", "#767676", 4.54),
    ],
)
def test_contrast_equals_published_values(one, other, ratio):
    assert round(contrast(one, other), 2) == ratio


def test_hub_refuses_an_accent_that_is_hard_to_read():
    hub = Hub(slug="a", name="A", short_name="A", publisher="P", accent="#ffd400")

    with pytest.raises(ValidationError) as refusal:
        hub.clean()

    assert list(refusal.value.message_dict) == ["accent"]
