"""Tails and quantiles of the chi-square, beta, t, F and noncentral t distributions.

Relative accuracy is about 1e-12 for small degrees of freedom and falls to about 1e-8 at ten million, because the
logarithm of the gamma function is then a difference of large numbers.
"""

from __future__ import annotations

from math import ceil, erfc, exp, expm1, lgamma, log, log1p, sqrt

from hub.stats.roots import find_root

_TINY = 1e-300
_CONVERGED = 1e-15
_NEGLIGIBLE_LOG = -40.0
_MOST_POINTS = 20_000


def chi2_tail(x: float, df: int) -> float:
    """P(chi-square with df >= 1 degrees of freedom > x), x >= 0.

    Closed form for whole degrees of freedom: Abramowitz and Stegun 1964, 26.4.4 and 26.4.5.
    """
    if x <= 0:
        return 1.0
    half = x / 2
    shape = 0.5 if df % 2 else 1.0
    total = erfc(sqrt(half)) if df % 2 else exp(-half)
    while shape < df / 2:
        total += exp(shape * log(half) - half - lgamma(shape + 1))
        shape += 1
    return min(1.0, total)


def beta_cdf(x: float, y: float, a: float, b: float) -> float:
    """Regularised incomplete beta function I_x(a, b), for a, b > 0, x from 0 to 1 and y = 1 - x.

    Both x and its complement are asked for because callers know the small one exactly. I_y(b, a) is the other tail.
    Continued fraction 8.17.22 of the Digital Library of Mathematical Functions, evaluated by the modified Lentz method.
    """
    if x <= 0:
        return 0.0
    if y <= 0:
        return 1.0
    # Beyond the mean of the distribution the fraction converges slowly: take the other tail there.
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_cdf(y, x, b, a)
    log_front = a * _log(x, y) + b * _log(y, x) + lgamma(a + b) - lgamma(a) - lgamma(b)
    return exp(log_front) * _beta_fraction(x, a, b) / a


def _log(value: float, complement: float) -> float:
    """log(value) with the digits that a value near 1 has lost taken from its complement."""
    return log1p(-complement) if complement < 0.5 else log(value)


def _beta_fraction(x: float, a: float, b: float) -> float:
    """The continued fraction 1/(1 + d1/(1 + d2/(1 + ...))) of DLMF 8.17.22."""
    numerator = 1.0
    denominator = 1 / _away_from_zero(1 - (a + b) * x / (a + 1))
    value = denominator
    step = 0
    while True:
        step += 1
        even = step * (b - step) * x / ((a + 2 * step - 1) * (a + 2 * step))
        denominator = 1 / _away_from_zero(1 + even * denominator)
        numerator = _away_from_zero(1 + even / numerator)
        value *= denominator * numerator
        odd = -(a + step) * (a + b + step) * x / ((a + 2 * step) * (a + 2 * step + 1))
        denominator = 1 / _away_from_zero(1 + odd * denominator)
        numerator = _away_from_zero(1 + odd / numerator)
        factor = denominator * numerator
        value *= factor
        if abs(factor - 1) <= _CONVERGED:
            return value


def _away_from_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY


def t_two_sided(t: float, df: float) -> float:
    """P(|T| > |t|) of Student's t with df > 0. Abramowitz and Stegun 1964, 26.7.1 by 26.5.27."""
    square = t * t
    return beta_cdf(df / (df + square), square / (df + square), df / 2, 0.5)


def t_quantile(outside: float, df: float) -> float:
    """The t > 0 with P(|T| > t) = 2 * outside, for `outside` between 0 and 0.5: the factor of a t interval."""
    far = 2.0
    while t_two_sided(far, df) > 2 * outside:
        far *= 2
    return find_root(lambda t: t_two_sided(t, df) - 2 * outside, 0.0, far)


def f_quantile(probability: float, df1: float, df2: float) -> float:
    """The x with P(F with df1 and df2 degrees of freedom <= x) = probability, strictly between 0 and 1.

    F = (df2/df1) B/(1 - B) with B beta(df1/2, df2/2): Abramowitz and Stegun 1964, 26.6.2.
    """
    a, b = df1 / 2, df2 / 2
    # Searched on the logit of B, where neither B nor 1 - B loses digits.
    near, far = -1.0, 1.0
    while _beta_cdf_of_logit(near, a, b) > probability:
        near *= 2
    while _beta_cdf_of_logit(far, a, b) < probability:
        far *= 2
    logit = find_root(lambda u: _beta_cdf_of_logit(u, a, b) - probability, near, far)
    return exp(logit) * df2 / df1


def _beta_cdf_of_logit(logit: float, a: float, b: float) -> float:
    return beta_cdf(1 / (1 + exp(-logit)), 1 / (1 + exp(logit)), a, b)


def noncentral_t_cdf(t: float, df: float, delta: float) -> float:
    """P(T <= t) for T = (Z + delta)/U, Z standard normal, U = sqrt(chi-square/df) independent of Z.

    The mean of Phi(t U - delta) over U (Owen 1968, Technometrics 10:445), by the trapezoidal rule on log U, which
    converges geometrically for such an integrand; absolute error below 1e-11 for |t| up to some thousand.
    """
    low, high = _log_chi_range(df)
    finest = min(1 / sqrt(2 * df), 1 / (1 + abs(t)))
    points = min(_MOST_POINTS, ceil((high - low) / (0.25 * finest)))
    total = weight = 0.0
    for index in range(points + 1):
        v = low + (high - low) * index / points
        density = exp(_log_chi_density(v, df))
        weight += density
        total += density * erfc((delta - t * exp(v)) / sqrt(2)) / 2
    return min(1.0, total / weight)


def _log_chi_density(v: float, df: float) -> float:
    """Log density of log U relative to its mode at 0."""
    return df * (v - expm1(2 * v) / 2)


def _log_chi_range(df: float) -> tuple[float, float]:
    """Where the density of log U is not negligible against its mode."""

    def excess(v: float) -> float:
        return _log_chi_density(v, df) - _NEGLIGIBLE_LOG

    reach = 1 / sqrt(df)
    while excess(-reach) > 0:
        reach *= 2
    return find_root(excess, -reach, 0.0), find_root(excess, 0.0, reach)


def noncentrality(t: float, df: float, probability: float) -> float:
    """The delta with noncentral_t_cdf(t, df, delta) = probability, strictly between 0 and 1.

    The smaller the probability, the larger delta: the two limits of delta at level 0.95 belong to 0.975 and 0.025.
    """
    width = 4 * sqrt(1 + t * t / (2 * df))

    def excess(delta: float) -> float:
        return noncentral_t_cdf(t, df, delta) - probability

    low, high = t - width, t + width
    while excess(low) < 0:
        low -= width
    while excess(high) > 0:
        high += width
    return find_root(excess, low, high)
