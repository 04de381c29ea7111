from ..contributions.models import (
    Contribution,
    ContributionStatus,
    ContributionStep,
    ImpactMail,
    ImpactUpdate,
    UpdateSubscription,
)
from ..products.models import Company, CompanyName, Product, ProductOwner, ProductSpelling
from .agreement import Agreement
from .agreement_change import AgreementChange
from .band_tier import Band, BandTier
from .funder import Funder
from .notice import Notice
from .snapshot import DisclosureSnapshot
from .support import ArticleSupport, SupportingAgreement
from .version_support import VersionSupport

__all__ = [
    "Agreement",
    "AgreementChange",
    "ArticleSupport",
    "Band",
    "BandTier",
    "Company",
    "CompanyName",
    "Contribution",
    "ContributionStatus",
    "ContributionStep",
    "DisclosureSnapshot",
    "Funder",
    "ImpactMail",
    "ImpactUpdate",
    "Notice",
    "Product",
    "ProductOwner",
    "ProductSpelling",
    "SupportingAgreement",
    "UpdateSubscription",
    "VersionSupport",
]
