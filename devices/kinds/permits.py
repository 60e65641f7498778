"""Requests, agreements and permits between people: each is given and withdrawn by a named role."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from devices.kinds.kind import ORDER_ANSWER_S, Kind, Order, VerbTemplate, flag
from devices.words import Words

_Text = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Permit:
    """One permit: by whom and to whom, the titles of its two verbs, and what is said for each."""

    suffix: str
    by: str
    to: str
    label: _Text
    grant: _Text
    granted: _Text
    withdraw: _Text
    withdrawn: _Text


_PERMITS = (
    _Permit(
        "requested",
        "CITY",
        "TSO-D",
        ("Activation requested", "発動要請"),
        ("Request activation of the microgrid", "マイクログリッドの発動を要請します"),
        (
            "Disaster headquarters. We request activation of the microgrid, {now}.",
            "「災害対策本部です。マイクログリッドの発動を要請します。{now}」",
        ),
        ("Withdraw the activation request", "発動要請を取り下げます"),
        (
            "Disaster headquarters. The request for activation is withdrawn, {now}.",
            "「災害対策本部です。マイクログリッドの発動要請を取り下げます。{now}」",
        ),
    ),
    _Permit(
        "agreed",
        "TSO-D",
        "MGC",
        ("Agreement of the utility (H1)", "電力会社の合意（H1）"),
        ("Agree to island operation (H1)", "MG区間の地域独立運転に合意します（H1）"),
        (
            "Distribution dispatcher. We agree to island operation of the section, {now}.",
            "「配電指令です。MG区間の地域独立運転に合意します。{now}」",
        ),
        ("Withdraw the agreement (H1)", "地域独立運転の合意を取り消します（H1）"),
        (
            "Distribution dispatcher. The agreement to island operation is withdrawn, {now}.",
            "「配電指令です。地域独立運転の合意を取り消します。{now}」",
        ),
    ),
    _Permit(
        "line_ok",
        "TSO-D",
        "MGC",
        ("Line healthy and nobody on it (H2)", "線路健全・線路上作業者なし（H2）"),
        ("Declare the line healthy and free (H2)", "線路の健全と作業者なしを確認します（H2）"),
        (
            "Distribution dispatcher. The line is healthy and nobody is on it, {now}.",
            "「配電指令です。線路異常なし、線路上の作業者なし。{now}」",
        ),
        ("Withdraw the line-health declaration (H2)", "線路健全の確認を取り消します（H2）"),
        (
            "Distribution dispatcher. The declaration of line health is withdrawn, {now}.",
            "「配電指令です。線路健全の確認を取り消します。{now}」",
        ),
    ),
    _Permit(
        "dead",
        "TSO-D",
        "MGC",
        ("Section tested dead (H4)", "MG区間の無電圧確認（H4）"),
        ("Declare the section tested dead (H4)", "MG区間の無電圧を確認します（H4）"),
        (
            "Distribution dispatcher. The microgrid section is tested dead, {now}.",
            "「配電指令です。MG区間、検電の結果、無電圧。{now}」",
        ),
        ("Withdraw the dead declaration (H4)", "無電圧の確認を取り消します（H4）"),
        (
            "Distribution dispatcher. The microgrid section no longer counts as dead, {now}.",
            "「配電指令です。MG区間、無電圧の確認を取り消します。{now}」",
        ),
    ),
    _Permit(
        "energise",
        "TSO-D",
        "MGC",
        ("Permit to energise (H5)", "送電許可（H5）"),
        ("Permit energising of the section (H5)", "MG区間の送電を許可します（H5）"),
        (
            "Distribution dispatcher. Energising of the microgrid section is permitted from {now}.",
            "「配電指令です。MG区間の送電を許可します。{now}以降」",
        ),
        ("Withdraw the permit to energise (H5)", "送電許可を取り消します（H5）"),
        (
            "Distribution dispatcher. The permit to energise is withdrawn, {now}. Do not energise.",
            "「配電指令です。MG区間の送電許可を取り消します。送電禁止。{now}」",
        ),
    ),
    _Permit(
        "return",
        "TSO-D",
        "MGC",
        ("Utility restored and stable (H7)", "電力会社側の復旧・安定（H7）"),
        (
            "Declare the utility side restored and stable (H7)",
            "電力会社側の復旧と安定を確認します（H7）",
        ),
        (
            "Distribution dispatcher. The feeder is restored and stable, {now}.",
            "「配電指令です。配電線は復電し、安定しています。{now}」",
        ),
        ("Withdraw the return declaration (H7)", "復旧・安定の確認を取り消します（H7）"),
        (
            "Distribution dispatcher. The feeder no longer counts as restored and stable, {now}.",
            "「配電指令です。配電線の復旧・安定の確認を取り消します。{now}」",
        ),
    ),
    _Permit(
        "reclose_k12",
        "TSO-D",
        "MGC",
        ("Permit to close the boundary (H8)", "解列ポイントの投入許可（H8）"),
        ("Permit closing of the boundary (H8)", "解列ポイントの投入を許可します（H8）"),
        (
            "Distribution dispatcher. Closing of the separation point is permitted from {now}.",
            "「配電指令です。解列ポイントの投入を許可します。{now}以降」",
        ),
        ("Withdraw the permit to close (H8)", "解列ポイントの投入許可を取り消します（H8）"),
        (
            "Distribution dispatcher. The permit to close is withdrawn, {now}. Do not close.",
            "「配電指令です。解列ポイントの投入許可を取り消します。投入禁止。{now}」",
        ),
    ),
)


def _verbs() -> Iterator[VerbTemplate]:
    for permit in _PERMITS:
        given = "{device}." + permit.suffix
        yield _verb(permit, f"grant_{permit.suffix}", permit.grant, given, True)
        yield _verb(permit, f"withdraw_{permit.suffix}", permit.withdraw, f"not {given}", False)


def _verb(permit: _Permit, name: str, title: _Text, done_when: str, given: bool) -> VerbTemplate:
    """A permit holds by being said and repeated: nobody goes anywhere and nobody reports."""
    says = Words(*(permit.granted if given else permit.withdrawn))
    return VerbTemplate(
        name,
        Words(*title),
        (permit.by,),
        done_when=done_when,
        answer_within_s=ORDER_ANSWER_S,
        order=Order(permit.to, says, enters=((permit.suffix, given),)),
    )


KIND = Kind(
    "permits",
    Words("Permits", "要請・許可"),
    signals=tuple(flag(permit.suffix, permit.label, manual=True) for permit in _PERMITS),
    verbs=tuple(_verbs()),
)
