import gzip

from django.conf import settings

SCRIPTS = settings.BASE_DIR / "static" / "js"


def test_script_is_small_and_keeps_nothing():
    source = (SCRIPTS / "reach.js").read_bytes()

    assert len(gzip.compress(source)) <= 600
    assert not any(word in source for word in (b"document.cookie", b"localStorage", b"sessionStorage", b"import "))


def test_scripts_of_an_article_are_small_together():
    assert sum(len(gzip.compress((SCRIPTS / name).read_bytes())) for name in ("reach.js", "quiz-card.js")) <= 2048
