"""Counts of answers that reports read in place of the answers: kept exact by signed contributions, folded now and then.

`states` says how the answers of a learner count, `contributing` tells the queue of every change of that, `folding` adds
the queue up into wide rows, `reading` sums rows and queue in one statement, `verifying` counts everything again.
"""
