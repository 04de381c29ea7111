"""Short words for expected results, and the trial that the phrasings are about."""

from articles.suggestions import ArmNumber, Candidate, Contrast, KnownArm, KnownEndpoint

ENDPOINTS = [
    KnownEndpoint("pfs", "PFS"),
    KnownEndpoint("mrd", "MRD negativity"),
    KnownEndpoint("neutropenia", "neutropenia grade 3-4"),
]
ARMS = [KnownArm("d", ("D-VRd",)), KnownArm("i", ("Isa-VRd",)), KnownArm("c", ("VRd",))]
_KEYS = {endpoint.measure: endpoint.key for endpoint in ENDPOINTS}


def limits(ci: tuple) -> dict:
    lower, upper, level = ci
    return {"ci_lower": lower, "ci_upper": upper, "ci_pct": level}


def percent(value: str, arm: str = "", ci: tuple = (None, None, None), **counts) -> ArmNumber:
    return ArmNumber(value=value, unit="%", arm=arm, **limits(ci), **counts)


def months(value: str, arm: str = "", ci: tuple = (None, None, None)) -> ArmNumber:
    return ArmNumber(value=value, unit="months", param_type="median", arm=arm, **limits(ci))


def not_reached(arm: str = "", median: bool = False, unit: str = "") -> ArmNumber:
    return ArmNumber(not_reached=True, param_type="median" if median else "", arm=arm, unit=unit)


def p_alone(p: str) -> Contrast:
    operator, value = p.split()
    return Contrast(p_op=operator, p_value=value)


def effect(
    measure: str,
    value: str,
    ci: tuple = (None, None, None),
    p: str = "",
    sides: int | None = None,
    unit: str = "",
) -> Contrast:
    operator, p_value = p.split() if p else ("", None)
    return Contrast(measure, value, unit, **limits(ci), p_op=operator, p_value=p_value, p_sides=sides)


def result(endpoint: str = "", at: str = "", values: list | tuple = (), effect: Contrast | None = None) -> Candidate:
    return Candidate(endpoint, _KEYS.get(endpoint, ""), at, tuple(values), effect)
