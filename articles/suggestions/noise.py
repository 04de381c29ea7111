"""Numbers that state no result: registry numbers, dates, doses, ages, thresholds, counts of people."""

import re

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_NUMBER = r"[0-9]{1,6}(?:\.[0-9]{1,4})?"
_RANGE = rf"{_NUMBER}(?:\s?(?:-|to|or|and|,|/)\s?{_NUMBER})?"
_BOUND = r"(?:at least|more than|less than|fewer than|up to|for|over|under|within|every|≥|>=|≤|<=|>|<|=)"
_TIME = r"(?:months?|mos?\b|years?|yrs?\b|weeks?|wks?\b|days?|hours?|h\b|minutes?|min\b|cycles?)"
_PEOPLE = r"(?:patients|participants|people|persons|adults|women|men|children|individuals|subjects|sites|centers|centres|countries)"

NOISE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\bNCT\s?[0-9]{4,8}\b|\b(?:ISRCTN|DRKS|jRCT|UMIN|ACTRN|ChiCTR)[\w-]{4,20}|\b20[0-9]{2}-[0-9]{6}-[0-9]{2}\b",
        r"\bdoi:?\s?\S{1,80}|\b10\.[0-9]{4,9}/\S{1,80}|https?://\S{1,200}",
        rf"\b[0-9]{{1,2}}\.?\s{_MONTH}\s(?:19|20)[0-9]{{2}}\b|\b{_MONTH}\s(?:[0-9]{{1,2}},?\s)?(?:19|20)[0-9]{{2}}\b",
        r"\b(?:19|20)[0-9]{2}-[0-9]{2}(?:-[0-9]{2})?\b|\b[0-9]{1,2}[./][0-9]{1,2}[./](?:19|20)[0-9]{2}\b",
        r"\b(?:19|20)[0-9]{2}(?:\s?(?:-|to|/|and)\s?(?:19|20)?[0-9]{2})?\b(?![.%]|\s?(?:%|of|patients|participants))",
        rf"{_RANGE}\s?(?:mg|µg|μg|mcg|g|kg|mL|ml|l|IU|U|Gy|mmol|µmol|nmol|ng)\b(?:\s?/\s?(?:kg|m\^?2|m²|day|d|dL|L|mL|h)\b){{0,2}}",
        rf"\b(?:age[ds]?|aged)\b(?:\s(?:of|was|were|range|between|\(range\)|,)){{0,2}}\s?{_BOUND}?\s?{_RANGE}(?:\s?(?:vs\.?|versus|and|compared with)\s?{_RANGE})?(?:\s?(?:years?|yrs?|y))?",
        rf"{_RANGE}\s?(?:years?|yrs?)(?:[\s-]old\b|\s(?:of age|or older|or younger|and older))",
        r"\bphases?\s(?:[0-9][ab]?|I{1,3}V?[ab]?)(?:\s?[/-]\s?(?:[0-9][ab]?|I{1,3}[ab]?))?\b",
        r"\bgrades?\s?(?:≥|>=|>)?\s?[0-5](?:\s?(?:-|to|or|and|/|,)\s?[0-5])?(?:\s?or (?:higher|worse|more))?",
        r"\b(?:part|cohort|cycle|arm|group|stage|line|version|table|figure|fig\.|ref\.|page|pages|pp?\.)\s?[0-9]{1,4}(?:\s?-\s?[0-9]{1,4})?\b",
        r"\b10\s?\^?\s?-\s?[0-9]{1,2}\b|\b1e-?[0-9]{1,2}\b|\^[-+]?[0-9]{1,3}(?:\s?[,-]\s?[0-9]{1,3}){0,8}",
        r"\b(?:1|one) in [0-9]{1,6}\b|\b[0-9]{1,3}\s?:\s?[0-9]{1,3}(?:\s?:\s?[0-9]{1,3})?\b(?!\.)",
        r"\bn\s?=\s?[0-9]{1,6}\b|\[[0-9]{1,3}(?:\s?[,.-]\s?[0-9]{1,3}){0,12}\]",
        rf"(?<!\bof )\b[0-9]{{1,6}}\s(?:[a-z-]{{1,20}}\s){{0,2}}{_PEOPLE}\b(?!\s?\()",
        rf"(?:sustained|lasting|lasted|maintained|persisting|durable)[^0-9.;%]{{0,30}}{_BOUND}\s?{_NUMBER}[\s-]?{_TIME}",
        rf"(?:at least|more than|less than|fewer than|up to|within|every|≥|>=|≤|<=)\s?{_RANGE}[\s-]?{_TIME}",
        rf"\b{_RANGE}[\s-]?(?:cycles?|hours?|minutes?|doses|lines?|prior)\b",
        rf"\b(?:day|days|cycles)\s{_RANGE}\b",
        r"(?:significance (?:level|threshold|boundary)|statistically significant (?:at|if)|alpha|α)[^0-9.;%]{0,40}0?\.0[0-9]{1,5}",
        rf"\b(?:range|IQR|interquartile range|SD|SE)[\s,:]{{0,3}}{_RANGE}%?",
        r"\b[0-9]{1,2}-fold\b",
        r"\bpower (?:of|=) [0-9]{2}\s?%|\b[0-9]{2}\s?% power\b",
    )
)  # fmt: skip

CREDIBLE_INTERVAL = re.compile(r"\bCrI\b|\bcredible interval", re.IGNORECASE)

# Who took part is told beside what happened to them; shares of men or of a risk group are no results.
BASELINE = re.compile(
    r"\b(?:women|men|male|female|white|black|asian|baseline|high-risk cytogenetics?|ECOG|ISS stage|smokers|"
    r"randomi[sz]ed to|enrolled|were assigned|were excluded|prior (?:therapy|transplant)|mandatory|immature|data maturity|"
    r"information fraction|lost to follow-up)\b",
    re.IGNORECASE,
)
