from datetime import UTC, datetime, timedelta
from threading import Thread

from hub.counters import count

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_each_thing_counts_for_itself_and_anew_in_the_next_window():
    counts = [count("a", seconds=60, now=NOW + timedelta(seconds=second)) for second in (0, 1, 59, 60)]

    assert counts == [1, 2, 3, 1]
    assert count("b", seconds=60, now=NOW) == 1
    assert count("a", seconds=600, now=NOW) == 1


def test_threads_lose_no_count():
    threads = [Thread(target=lambda: [count("a", seconds=60, now=NOW) for _ in range(50)]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert count("a", seconds=60, now=NOW) == 201
