"""No device answers any more: the one alarm that every live sitting has, whatever its site says."""

from __future__ import annotations

from dataclasses import replace

from devices.conditions import compile_condition
from devices.phrases import said
from devices.picture import ANSWERING
from devices.site.site import AlarmRule, Site

ALARM = "no-device-answers"
BLIND_S = 3.0  # so long must all of them have been silent: a switch may restart in between [P]
ACT_WITHIN_S = 60.0  # [P]


def watched(site: Site) -> Site:
    """The site with the alarm of a console that sees nothing; as it is where it has one already."""
    if any(rule.id == ALARM for rule in site.alarms):
        return site
    return replace(site, alarms=(_rule(), *site.alarms))


def _rule() -> AlarmRule:
    return AlarmRule(
        id=ALARM,
        device="",
        priority=1,
        when=compile_condition(f"{ANSWERING} == 0"),
        off_when=compile_condition(f"{ANSWERING} > 0"),
        delay_s=BLIND_S,
        off_delay_s=0.0,
        suppress_when=None,
        group="",
        title=said("blind.title"),
        cause=said("blind.cause"),
        consequence=said("blind.consequence"),
        action=said("blind.action"),
        value="",
        act_within_s=ACT_WITHIN_S,
        latches=True,
    )
