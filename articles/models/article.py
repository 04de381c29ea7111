"""The working copy of an article: what editors write. Readers see an ArticleVersion, never this."""

from content_editor.models import Region
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hub.models import Hub, Person

from ..fields import RichTextField
from ..richtext import Profile
from .reference import Reference
from .trial import Trial
from .version import ArticleVersion


class Bloom(models.TextChoices):
    REMEMBER = "remember", _("Remember")
    UNDERSTAND = "understand", _("Understand")
    APPLY = "apply", _("Apply")
    ANALYZE = "analyze", _("Analyze")
    EVALUATE = "evaluate", _("Evaluate")
    CREATE = "create", _("Create")


class TopicQuerySet(models.QuerySet):
    def with_public_articles(self):
        """Topics under which readers find at least one article."""
        return self.filter(Exists(Article.objects.public().filter(topics=OuterRef("pk"))))


class Topic(models.Model):
    """A subject under which a hub lists articles."""

    hub = models.ForeignKey(Hub, models.PROTECT, related_name="topics", verbose_name=_("hub"))
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(max_length=120, unique=True)

    objects = TopicQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        constraints = [
            models.UniqueConstraint(
                fields=["hub", "name"],
                name="topic_name_once_a_hub",
                violation_error_message=_("This hub has that topic already."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("articles:topic", args=[self.slug])


class ArticleQuerySet(models.QuerySet):
    def public(self, now=None):
        """Articles that readers may see: not taken down, and with a version that is live at `now`."""
        live = ArticleVersion.objects.live(now).filter(article=OuterRef("pk"))
        return self.filter(Exists(live), taken_down_at=None)

    def using_trial(self, trial: Trial):
        """Articles whose working copy has a block, a landscape row or a finding on the trial, or brings it along."""
        shown = Q(articles_trialblock_set__trial=trial) | Q(articles_landscapeblock_set__lines__trial=trial)
        return self.filter(shown | Q(findings__trial=trial) | Q(trial_lines__trial=trial)).distinct()

    def using_result(self, result):
        """Articles whose working copy shows the result in the table of a trial block, or pins a finding to it."""
        used = Q(articles_trialblock_set__trial=result.trial_id) | Q(findings__result=result)
        return self.filter(used).distinct()


class Article(models.Model):
    """An article in work. Publishing freezes it into an ArticleVersion."""

    class Kind(models.TextChoices):
        ARTICLE = "article", _("Article")
        INTERVIEW = "interview", _("Expert interview")
        REVIEW = "review", _("Review")
        EXPLAINER = "explainer", _("Explainer")
        LANDSCAPE = "landscape", _("Treatment landscape")
        CONGRESS = "congress", _("Congress report")
        VIDEO = "video", _("Video")

    hub = models.ForeignKey(Hub, models.PROTECT, related_name="articles", verbose_name=_("hub"))
    slug = models.SlugField(max_length=160, unique=True)
    title = models.CharField(_("title"), max_length=300)
    short_title = models.CharField(_("short title"), max_length=120, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.ARTICLE)
    lead = RichTextField(_("lead"), Profile.PARAGRAPHS, blank=True)
    summary = RichTextField(
        _("summary"), Profile.LINE, blank=True, help_text=_("One sentence for lists, search engines and feeds.")
    )
    key_learnings = RichTextField(_("key learnings"), Profile.ITEMS, blank=True)
    published_on = models.DateField(
        _("published on"), null=True, blank=True, help_text=_("Empty: the day of the first publication.")
    )
    reviewed_on = models.DateField(_("last reviewed on"), null=True, blank=True)
    review_by = models.DateField(_("review by"), null=True, blank=True)
    embargo_until = models.DateTimeField(_("embargo until"), null=True, blank=True)
    language = models.CharField(
        _("language"), max_length=12, blank=True, help_text=_("Such as en or en-GB. Empty: the hub's language.")
    )
    translation_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="translations", verbose_name=_("translation of")
    )
    quiz_disabled_reason = models.CharField(_("reason for no quiz"), max_length=200, blank=True)
    congress_name = models.CharField(_("congress"), max_length=200, blank=True)
    congress_start = models.DateField(_("congress starts"), null=True, blank=True)
    congress_end = models.DateField(_("congress ends"), null=True, blank=True)
    congress_city = models.CharField(_("congress city"), max_length=120, blank=True)
    topics = models.ManyToManyField(Topic, through="ArticleTopic", related_name="articles", verbose_name=_("topics"))
    people = models.ManyToManyField(Person, through="Contributor", related_name="articles", verbose_name=_("people"))
    references = models.ManyToManyField(
        Reference, through="Citation", related_name="articles", verbose_name=_("references")
    )
    trials = models.ManyToManyField(Trial, through="ArticleTrial", related_name="articles", verbose_name=_("trials"))
    taken_down_at = models.DateTimeField(_("taken down"), null=True, blank=True, editable=False)

    objects = ArticleQuerySet.as_manager()
    regions = [Region(key="main", title=_("Text"))]

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        constraints = [
            models.CheckConstraint(
                condition=Q(congress_end=None)
                | Q(congress_start=None)
                | Q(congress_end__gte=models.F("congress_start")),
                name="article_congress_ends_after_start",
                violation_error_message=_("The congress ends before it starts."),
            ),
            models.CheckConstraint(
                condition=Q(translation_of=None) | ~Q(translation_of=models.F("id")),
                name="article_not_translation_of_itself",
                violation_error_message=_("An article cannot be a translation of itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("articles:detail", args=[self.slug])

    @property
    def speaks(self) -> str:
        """The language of the article, else of its hub, as BCP 47."""
        return self.language or self.hub.language

    def live_version(self, now=None):
        """The version readers see at `now` (default: the present), or None."""
        if self.taken_down_at is not None:
            return None
        return self.versions.live(now or timezone.now()).first()


class Ordered(models.Model):
    """A row with a place among its siblings."""

    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        abstract = True
        ordering = ["order", "pk"]


class ArticleTopic(Ordered):
    article = models.ForeignKey(Article, models.CASCADE, related_name="topic_lines")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="lines", verbose_name=_("topic"))

    class Meta(Ordered.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        constraints = [models.UniqueConstraint(fields=["article", "topic"], name="article_topic_once")]

    def __str__(self) -> str:
        return str(self.topic)


class Contributor(Ordered):
    """A person's part in an article: in the byline, featured as its expert, or its reviewer."""

    class Place(models.TextChoices):
        BYLINE = "byline", _("Byline")
        FEATURED = "featured", _("Featured expert")
        REVIEWED = "reviewed", _("Reviewed by")

    article = models.ForeignKey(Article, models.CASCADE, related_name="contributors")
    person = models.ForeignKey(Person, models.PROTECT, related_name="contributions", verbose_name=_("person"))
    place = models.CharField(_("place"), max_length=10, choices=Place, default=Place.BYLINE)
    role = models.CharField(
        _("role"), max_length=80, blank=True, help_text=_("Such as medical writer or interviewed expert.")
    )

    class Meta(Ordered.Meta):
        verbose_name = _("contributor")
        verbose_name_plural = _("contributors")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "person", "place"],
                name="contributor_once_a_place",
                violation_error_message=_("This person stands there already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.role or self.get_place_display()})"


class Objective(Ordered):
    """What a reader will be able to do; questions point to it."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="objectives")
    key = models.SlugField(_("key"), max_length=40, help_text=_("Such as LO1. Questions name it."))
    text = models.CharField(
        _("objective"), max_length=400, help_text=_("Begins with a verb, such as recall, compare or select.")
    )
    bloom = models.CharField(_("level"), max_length=12, choices=Bloom, blank=True)

    class Meta(Ordered.Meta):
        verbose_name = _("learning objective")
        verbose_name_plural = _("learning objectives")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "key"],
                name="objective_key_once",
                violation_error_message=_("This key is taken in the article."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.text}"


class Citation(Ordered):
    """A reference in the list of one article, cited in its text or not yet."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="citations")
    reference = models.ForeignKey(Reference, models.PROTECT, related_name="citations", verbose_name=_("reference"))

    class Meta(Ordered.Meta):
        verbose_name = _("reference of the article")
        verbose_name_plural = _("references of the article")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "reference"],
                name="citation_once",
                violation_error_message=_("This reference is in the list already."),
            )
        ]

    def __str__(self) -> str:
        return self.reference.key


class ArticleTrial(Ordered):
    """A trial that an article brings along, with a block of its own or not."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="trial_lines")
    trial = models.ForeignKey(Trial, models.PROTECT, related_name="lines", verbose_name=_("trial"))

    class Meta(Ordered.Meta):
        verbose_name = _("trial of the article")
        verbose_name_plural = _("trials of the article")
        constraints = [models.UniqueConstraint(fields=["article", "trial"], name="article_trial_once")]

    def __str__(self) -> str:
        return str(self.trial)
