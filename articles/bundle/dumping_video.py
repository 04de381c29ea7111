"""The video of an article in the form of a bundle."""

from typing import Any

from ..models import Article, ArticleVideo, VideoCaptions, VideoChapter

_PLAIN = ("provider", "file", "url", "duration", "poster", "poster_alt", "transcript")


def dump_video(article: Article) -> dict[str, Any]:
    """The value of `article.video`, not yet canonical; {} without a video."""
    video = ArticleVideo.objects.filter(article=article).first() or ArticleVideo()
    return {
        **{name: getattr(video, name) for name in _PLAIN},
        "captions": [{"lang": row.lang, "file": row.file} for row in VideoCaptions.objects.filter(article=article)],
        "chapters": [
            {"at": row.at, "title": row.title, "cites": row.cites.split()}
            for row in VideoChapter.objects.filter(article=article)
        ],
    }
