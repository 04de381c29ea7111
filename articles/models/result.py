"""Results of a trial, grouped by analysis: values per arm and the comparison between arms."""

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hub.fields import Number, PartialDateField, PrintedDecimalField
from hub.models import Person

from ..fields import TextListField
from .reference import Reference
from .trial import Arm, Endpoint, OfTrial, Trial, TrialPart, key_once


def ordered(lower: str, middle: str, upper: str) -> Q:
    """True unless the numbers are known and out of order: lower <= middle <= upper."""

    def not_above(a: str, b: str) -> Q:
        return (
            Q(**{f"{a}__isnull": True})
            | Q(**{f"{b}__isnull": True})
            | Q(models.lookups.LessThanOrEqual(Number(a), Number(b)))
        )

    return not_above(lower, middle) & not_above(middle, upper) & not_above(lower, upper)


def at_least(field: str, bound: float) -> Q:
    return Q(**{f"{field}__isnull": True}) | Q(models.lookups.GreaterThanOrEqual(Number(field), models.Value(bound)))


def at_most(field: str, bound: float) -> Q:
    return Q(**{f"{field}__isnull": True}) | Q(models.lookups.LessThanOrEqual(Number(field), models.Value(bound)))


class Analysis(OfTrial):
    """One look at the data of a trial, with its cut-off and follow-up."""

    trial = models.ForeignKey(Trial, models.CASCADE, related_name="analyses")
    key = models.SlugField(_("key"), max_length=40)
    label = models.CharField(_("label"), max_length=160, blank=True)
    data_cutoff = PartialDateField(_("data cut-off"), blank=True)
    population = models.CharField(
        _("population"), max_length=160, blank=True, help_text=_("Such as intention to treat.")
    )
    ref = models.ForeignKey(
        Reference, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )

    class Meta(OfTrial.Meta):
        verbose_name = _("analysis")
        verbose_name_plural = _("analyses")
        constraints = [key_once("analysis_key_once")]

    def __str__(self) -> str:
        return self.label or self.key


class FollowUp(OfTrial):
    """Median follow-up of an analysis, for all participants or for one arm."""

    analysis = models.ForeignKey(Analysis, models.CASCADE, related_name="median_follow_up")
    arm = models.ForeignKey(Arm, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("arm"))
    value = PrintedDecimalField(_("value"))
    unit = models.CharField(_("unit"), max_length=20, default="months")

    class Meta(OfTrial.Meta):
        verbose_name = _("median follow-up")
        verbose_name_plural = _("median follow-up")
        constraints = [
            models.CheckConstraint(
                condition=at_least("value", 0),
                name="follow_up_positive",
                violation_error_message=_("Follow-up is not negative."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.value} {self.unit}"


class Result(OfTrial):
    """What one analysis found for one endpoint."""

    trial = models.ForeignKey(Trial, models.CASCADE, related_name="results")
    key = models.SlugField(
        _("key"), max_length=60, null=True, blank=True, help_text=_("Needed where a finding points to this result.")
    )
    analysis = models.ForeignKey(
        Analysis, models.PROTECT, null=True, blank=True, related_name="results", verbose_name=_("analysis")
    )
    endpoint = models.ForeignKey(Endpoint, models.PROTECT, related_name="results", verbose_name=_("endpoint"))
    part = models.ForeignKey(
        TrialPart, models.PROTECT, null=True, blank=True, related_name="results", verbose_name=_("part")
    )
    time_point = models.CharField(
        _("time point"), max_length=60, blank=True, help_text=_("Such as 60 months, for a rate.")
    )
    ref = models.ForeignKey(
        Reference, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    checked_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("checked by")
    )
    checked_on = models.DateField(_("checked on"), null=True, blank=True)

    class Meta(OfTrial.Meta):
        verbose_name = _("result")
        verbose_name_plural = _("results")
        constraints = [
            key_once("result_key_once"),
            models.CheckConstraint(condition=~Q(key=""), name="result_key_null_or_named"),
            models.CheckConstraint(
                condition=Q(checked_by=None, checked_on=None) | Q(checked_by__isnull=False, checked_on__isnull=False),
                name="result_checked_by_and_on",
                violation_error_message=_("Name who checked the result and on which day, or neither."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.trial}: {self.endpoint}"

    def save(self, *args, **kwargs):
        with transaction.atomic():
            super().save(*args, **kwargs)
            self.findings.link(self)


class ArmValue(OfTrial):
    """The value of one arm, as printed in the source."""

    result = models.ForeignKey(Result, models.CASCADE, related_name="values")
    arm = models.ForeignKey(Arm, models.PROTECT, related_name="values", verbose_name=_("arm"))
    value = PrintedDecimalField(_("value"), null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    x = models.PositiveIntegerField(_("events"), null=True, blank=True)
    n = models.PositiveIntegerField(_("analysed"), null=True, blank=True)
    ci_lower = PrintedDecimalField(_("lower limit"), null=True, blank=True)
    ci_upper = PrintedDecimalField(_("upper limit"), null=True, blank=True)
    ci_pct = PrintedDecimalField(_("confidence level, %"), null=True, blank=True)
    not_reached = models.BooleanField(_("not reached"), default=False)
    param_type = models.CharField(
        _("kind of number"), max_length=40, blank=True, help_text=_("Such as median or Kaplan-Meier estimate.")
    )
    dispersion_type = models.CharField(_("dispersion"), max_length=40, blank=True)
    dispersion_value = PrintedDecimalField(_("dispersion value"), null=True, blank=True)

    class Meta(OfTrial.Meta):
        verbose_name = _("value of an arm")
        verbose_name_plural = _("values of the arms")
        constraints = [
            models.UniqueConstraint(
                fields=["result", "arm"],
                name="arm_value_once",
                violation_error_message=_("This arm has a value already."),
            ),
            models.CheckConstraint(
                condition=ordered("ci_lower", "value", "ci_upper"),
                name="arm_value_in_interval",
                violation_error_message=_("The value does not lie inside its confidence interval."),
            ),
            models.CheckConstraint(
                condition=~Q(unit="%") | (at_least("value", 0) & at_most("value", 100)),
                name="arm_value_percentage",
                violation_error_message=_("A percentage lies between 0 and 100."),
            ),
            models.CheckConstraint(
                condition=~Q(not_reached=True, value__isnull=False),
                name="arm_value_not_reached_has_none",
                violation_error_message=_("A value that was not reached has no number."),
            ),
            models.CheckConstraint(
                condition=Q(x=None) | Q(n=None) | Q(x__lte=models.F("n")),
                name="arm_value_events_within_n",
                violation_error_message=_("There are more events than people."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.arm}: {self.value if self.value is not None else '–'} {self.unit}"


class Comparison(models.Model):
    """The effect between arms: estimate, limits at a stated level, p value."""

    class Measure(models.TextChoices):
        HR = "HR", _("Hazard ratio")
        OR = "OR", _("Odds ratio")
        RR = "RR", _("Risk ratio")
        RATE_RATIO = "RATE_RATIO", _("Rate ratio")
        RD = "RD", _("Risk difference")
        MD = "MD", _("Mean difference")
        RMSTD = "RMSTD", _("Difference in restricted mean survival time")
        NONE = "none", _("No estimate, p value only")

    class Operator(models.TextChoices):
        LESS = "<", "<"
        AT_MOST = "<=", "≤"
        EQUAL = "=", "="
        AT_LEAST = ">=", "≥"
        MORE = ">", ">"

    result = models.OneToOneField(Result, models.CASCADE, related_name="comparison")
    measure = models.CharField(_("measure"), max_length=12, choices=Measure)
    value = PrintedDecimalField(_("estimate"), null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    ci_pct = PrintedDecimalField(_("confidence level, %"), null=True, blank=True)
    ci_lower = PrintedDecimalField(_("lower limit"), null=True, blank=True)
    ci_upper = PrintedDecimalField(_("upper limit"), null=True, blank=True)
    ci_method = models.CharField(_("interval method"), max_length=80, blank=True)
    p_op = models.CharField(_("p is"), max_length=2, choices=Operator, blank=True)
    p_value = PrintedDecimalField(_("p value"), null=True, blank=True)
    p_sides = models.PositiveSmallIntegerField(
        _("sides of the test"), choices=[(1, "1"), (2, "2")], null=True, blank=True
    )
    test = models.CharField(_("test"), max_length=80, blank=True)
    stratified = models.BooleanField(_("stratified"), null=True, blank=True)
    adjusted = models.BooleanField(_("adjusted"), null=True, blank=True)
    reference_arm = models.ForeignKey(
        Arm, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("reference arm")
    )
    groups = TextListField(
        _("arms compared"), blank=True, help_text=_("Keys of the arms, one a line. Empty: all arms.")
    )
    paired = models.BooleanField(_("paired"), null=True, blank=True)
    ni_margin = PrintedDecimalField(_("non-inferiority margin"), null=True, blank=True)
    statistical_method = models.CharField(_("model"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("comparison")
        verbose_name_plural = _("comparisons")
        constraints = [
            models.CheckConstraint(
                condition=ordered("ci_lower", "value", "ci_upper"),
                name="comparison_in_interval",
                violation_error_message=_("The estimate does not lie inside its confidence interval."),
            ),
            models.CheckConstraint(
                condition=~Q(measure__in=["HR", "OR", "RR", "RATE_RATIO"])
                | (
                    (Q(value=None) | Q(models.lookups.GreaterThan(Number("value"), models.Value(0))))
                    & (Q(ci_lower=None) | Q(models.lookups.GreaterThan(Number("ci_lower"), models.Value(0))))
                ),
                name="comparison_ratio_positive",
                violation_error_message=_("A ratio and its limits are greater than 0."),
            ),
            models.CheckConstraint(
                condition=at_least("p_value", 0) & at_most("p_value", 1),
                name="comparison_p_in_0_1",
                violation_error_message=_("A p value lies between 0 and 1."),
            ),
            models.CheckConstraint(
                condition=Q(ci_lower=None, ci_upper=None) | Q(ci_pct__isnull=False),
                name="comparison_level_stated",
                violation_error_message=_("State the confidence level of the interval; 95 is not assumed."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.value if self.value is not None else ''}".strip()
