import gzip

from django.conf import settings

SCRIPT = settings.BASE_DIR / "static" / "js" / "quiz-card.js"


def test_script_of_the_card_is_small_and_stands_alone():
    source = SCRIPT.read_bytes()

    assert len(gzip.compress(source)) <= 2048
    assert b"import " not in source
    assert b"innerHTML" not in source
