import pytest

from sponsors.bands import BANDS, USUAL_TIERS, band_in, clash


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("50k-100k", "50k-100k"),
        ("EUR 50,000 – 100,000", "50k-100k"),
        ("50.000 to 100.000 €", "50k-100k"),
        ("50-100k", "50k-100k"),
        ("< 10k", "0-10k"),
        ("> 250,000", "250k+"),
        ("250k+", "250k+"),
        ("60k-100k", ""),
        ("over 900 thousand", ""),
        ("", ""),
    ],
)
def test_band_in_free_text(text, band):
    assert band_in(text) == band


def test_every_band_reads_as_itself():
    assert [band_in(band) for band in BANDS] == list(BANDS)


def test_usual_levels_never_rank_more_money_lower():
    assert (set(USUAL_TIERS), clash(USUAL_TIERS)) == (set(BANDS), None)


def test_clash_names_the_two_bands():
    assert clash(USUAL_TIERS | {"10k-50k": 2, "50k-100k": 3}) == ("10k-50k", "50k-100k")
    assert clash(dict.fromkeys(BANDS, 1)) is None
