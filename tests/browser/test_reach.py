"""What the page of an article tells about its being read, in a browser that runs scripts and in one that does not."""

import pytest

from articles.models import Reach
from tests.factories import make_article, make_published_quiz, make_version

TALL = "<p>Text.</p>" * 200


@pytest.fixture
def told(page):
    """The events that the page has sent, as the server answered them."""
    events = []
    page.on(
        "response",
        lambda response: (
            events.append((response.request.post_data.split("event=")[1], response.status))
            if response.url.endswith("/reach/")
            else None
        ),
    )
    return events


@pytest.fixture
def article(transactional_db):
    """A published article of about three minutes, whose read takes a minute."""
    article = make_article()
    body = f'<article><h1>Sample</h1><div class="body" data-minutes="3" id="text">{TALL}</div><p>After</p></article>'
    make_version(article, body_html=body)
    return article


@pytest.fixture
def url(live_server, article):
    return f"{live_server.url}/articles/{article.slug}/"


def open_page(page, url):
    with page.expect_response("**/reach/"):
        page.goto(url)


def to_the_end(page):
    """Scroll down, and wait until the observer has spoken: it does so with the frame that shows the end."""
    page.get_by_text("After").scroll_into_view_if_needed()
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def counts():
    return list(Reach.objects.values_list("views", "reads"))


def test_view_counts_at_once_and_a_read_after_end_and_time(page, url, told, context):
    page.clock.install()
    open_page(page, url)
    assert (told, counts()) == ([("view", 204)], [(1, 0)])

    page.clock.run_for(120_000)  # long open, but not at the end
    assert told == [("view", 204)]

    to_the_end(page)
    with page.expect_response("**/reach/"):
        page.clock.run_for(2_000)
    page.clock.run_for(120_000)

    assert (told, counts()) == ([("view", 204), ("read", 204)], [(1, 1)])
    opened, read = (int(page.evaluate(f"document.documentElement.dataset.{name}")) for name in ("opened", "read"))
    assert read - opened >= 60_000
    assert context.cookies() == []


def test_end_without_the_time_is_no_read(page, url, told):
    page.clock.install()
    open_page(page, url)
    to_the_end(page)

    page.clock.run_for(55_000)
    assert told == [("view", 204)]
    with page.expect_response("**/reach/"):
        page.clock.run_for(10_000)

    assert told == [("view", 204), ("read", 204)]


def test_tab_in_the_background_counts_once_it_is_looked_at(page, url, told):
    page.clock.install()
    page.add_init_script("""
        window.away = true
        Object.defineProperty(document, "hidden", { get: () => window.away })
    """)
    page.goto(url, wait_until="load")
    page.clock.run_for(120_000)
    assert told == []

    page.evaluate("window.away = false")
    to_the_end(page)
    with page.expect_response("**/reach/"):
        page.clock.run_for(1_000)
    page.clock.run_for(30_000)  # time in the background was no reading

    assert told == [("view", 204)]


def test_coming_back_to_a_page_that_was_kept_is_no_second_view(page, url, told):
    """The browser of the tests keeps no pages, so the events of leaving and coming back are sent by hand."""
    page.clock.install()
    open_page(page, url)

    page.evaluate("""for (const event of [
        new PageTransitionEvent("pagehide", { persisted: true }),
        new PageTransitionEvent("pageshow", { persisted: true }),
        new Event("focus"),
    ]) dispatchEvent(event)
    document.dispatchEvent(new Event("visibilitychange"))""")
    page.clock.run_for(5_000)

    assert (told, counts()) == ([("view", 204)], [(1, 0)])


def test_earlier_version_and_pages_without_scripts_tell_nothing(browser, page, url, article, told):
    make_version(article, body_html='<div id="text"><p>Newer</p></div>')
    page.goto(f"{url}versions/1/")
    page.get_by_role("heading", name="Sample").wait_for()
    silent = browser.new_context(java_script_enabled=False).new_page()
    silent.goto(url)
    silent.get_by_text("Newer").wait_for()
    silent.context.close()

    assert (told, counts()) == ([], [])


def test_quiz_beside_it_works_and_a_body_that_tells_no_time_counts_from_half_a_minute(page, live_server, told):
    quiz = make_published_quiz()
    quiz.article.versions.get().save_body('<h1>Short</h1><div class="body" id="text"><p>Text</p></div><p>After</p>')
    page.clock.install()
    open_page(page, f"{live_server.url}/articles/{quiz.article.slug}/")
    to_the_end(page)

    page.clock.run_for(28_000)
    assert told == [("view", 204)]
    with page.expect_response("**/reach/"):
        page.clock.run_for(5_000)

    assert told[-1] == ("read", 204)
