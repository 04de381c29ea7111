"""The sample's landscape article in a browser: readable at both widths, numbers of a table on one line."""

import pytest
from django.core.management import call_command

from articles.models import Article

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("width", [1280, 360])
def test_tables_and_figure_are_readable(granted, live_server, page, faults_of_access, width):
    call_command("demo", learners=0, force=True)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(live_server.url + Article.objects.get(kind="landscape").get_absolute_url())

    table = page.locator("#t-pfs")
    heights = table.locator("tbody td").evaluate_all("cells => cells.map(one => one.getBoundingClientRect().height)")
    broken = table.locator("td span").evaluate_all(
        "all => all.filter(one => getComputedStyle(one).display === 'block').length"
    )
    assert (broken, max(heights) < 70) == (0, True)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    picture = page.locator("figure img")
    picture.scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    assert picture.evaluate("one => one.naturalWidth") > 0
    assert faults_of_access() == []
