"""The statistics of the reports, in the Python standard library alone.

One rule for all: too little data gives None, never 0, NaN or an exception; data that cannot be raises ValueError with
the value. Proportions and changes run from 0 or -1 to 1, and every change is post minus pre.
"""

from hub.stats.counts import Pairs
from hub.stats.discordant import DiscordantOddsRatio, McNemar, cohen_g, cohen_g_interval, discordant_odds_ratio, mcnemar
from hub.stats.effect_sizes import COHEN_G, COHEN_H, Gain, Size, gain_of, size_of, sizes_within
from hub.stats.gains import GuessCorrected, cohen_h, cohen_h_interval, guess_corrected, hake_gain
from hub.stats.intervals import Interval
from hub.stats.items import ItemStatistics, QuizStatistics, item_statistics
from hub.stats.multiplicity import benjamini_hochberg
from hub.stats.paired import bonett_price, difference_of_changes, newcombe_paired, tango
from hub.stats.pooled import LearnerSums, PooledChange, learner_sums, pooled_change, pooled_change_from_sums
from hub.stats.proportions import (
    NetAgreement,
    equal_proportions_p,
    net_agreement,
    net_shift,
    newcombe_independent,
    wilson,
)
from hub.stats.ranks import SignedRank, signed_rank_from_counts, wilcoxon_signed_rank
from hub.stats.score_tables import ScoreTable, score_table
from hub.stats.scores import CronbachAlpha, PairedT, cronbach_alpha, paired_t, paired_t_from_counts
from hub.stats.tables import ChiSquareTest, bowker, stuart_maxwell

__all__ = [
    "COHEN_G",
    "COHEN_H",
    "ChiSquareTest",
    "CronbachAlpha",
    "DiscordantOddsRatio",
    "Gain",
    "GuessCorrected",
    "Interval",
    "ItemStatistics",
    "LearnerSums",
    "McNemar",
    "NetAgreement",
    "PairedT",
    "Pairs",
    "PooledChange",
    "QuizStatistics",
    "ScoreTable",
    "SignedRank",
    "Size",
    "benjamini_hochberg",
    "bonett_price",
    "bowker",
    "cohen_g",
    "cohen_g_interval",
    "cohen_h",
    "cohen_h_interval",
    "cronbach_alpha",
    "difference_of_changes",
    "discordant_odds_ratio",
    "equal_proportions_p",
    "gain_of",
    "guess_corrected",
    "hake_gain",
    "item_statistics",
    "learner_sums",
    "mcnemar",
    "net_agreement",
    "net_shift",
    "newcombe_independent",
    "newcombe_paired",
    "paired_t",
    "paired_t_from_counts",
    "pooled_change",
    "pooled_change_from_sums",
    "score_table",
    "signed_rank_from_counts",
    "size_of",
    "sizes_within",
    "stuart_maxwell",
    "tango",
    "wilcoxon_signed_rank",
    "wilson",
]
