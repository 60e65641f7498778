"""The six items of NASA-TLX, asked without weights (raw TLX), 0 to 100 each.

Hart and Staveland 1988; raw: Hart 2006. High is always hard, also where the aim was reached badly.
"""

from __future__ import annotations

from devices.phrases import said
from devices.words import Words

WORKLOAD = ("mental", "physical", "temporal", "performance", "effort", "frustration")


def ends_of(item: str) -> tuple[Words, Words]:
    """What 0 and 100 mean for `item`."""
    if item == "performance":
        return said("trainee.tlx_good"), said("trainee.tlx_poor")
    return said("trainee.tlx_low"), said("trainee.tlx_high")
