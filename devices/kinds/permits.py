"""Requests, agreements and permits between people: each is given and withdrawn by a named role."""

from __future__ import annotations

from devices.kinds.kind import ORDER_ANSWER_S, Kind, VerbTemplate, flag
from devices.words import Words

_PERMITS = (
    (
        "requested",
        "CITY",
        ("Activation requested", "発動要請"),
        ("Request activation of the microgrid", "マイクログリッドの発動を要請します"),
        ("Withdraw the activation request", "発動要請を取り下げます"),
    ),
    (
        "agreed",
        "TSO-D",
        ("Agreement of the utility (H1)", "電力会社の合意（H1）"),
        ("Agree to island operation (H1)", "MG区間の自立運用に合意します（H1）"),
        ("Withdraw the agreement (H1)", "自立運用の合意を取り消します（H1）"),
    ),
    (
        "line_ok",
        "TSO-D",
        ("Line healthy and nobody on it (H2)", "線路健全・線路上作業者なし（H2）"),
        ("Declare the line healthy and free (H2)", "線路の健全と作業者なしを確認します（H2）"),
        ("Withdraw the line-health declaration (H2)", "線路健全の確認を取り消します（H2）"),
    ),
    (
        "dead",
        "TSO-D",
        ("Section tested dead (H4)", "MG区間の無電圧確認（H4）"),
        ("Declare the section tested dead (H4)", "MG区間の無電圧を確認します（H4）"),
        ("Withdraw the dead declaration (H4)", "無電圧の確認を取り消します（H4）"),
    ),
    (
        "energise",
        "TSO-D",
        ("Permit to energise (H5)", "送電許可（H5）"),
        ("Permit energising of the section (H5)", "MG区間の送電を許可します（H5）"),
        ("Withdraw the permit to energise (H5)", "送電許可を取り消します（H5）"),
    ),
    (
        "return",
        "TSO-D",
        ("Utility restored and stable (H7)", "電力会社側の復旧・安定（H7）"),
        (
            "Declare the utility side restored and stable (H7)",
            "電力会社側の復旧と安定を確認します（H7）",
        ),
        ("Withdraw the return declaration (H7)", "復旧・安定の確認を取り消します（H7）"),
    ),
    (
        "reclose_k12",
        "TSO-D",
        ("Permit to close the boundary (H8)", "解列ポイントの投入許可（H8）"),
        ("Permit closing of the boundary (H8)", "解列ポイントの投入を許可します（H8）"),
        ("Withdraw the permit to close (H8)", "解列ポイントの投入許可を取り消します（H8）"),
    ),
)


def _verbs() -> tuple[VerbTemplate, ...]:
    verbs: list[VerbTemplate] = []
    for suffix, role, _, grant, withdraw in _PERMITS:
        given = "{device}." + suffix
        verbs += [
            _verb(f"grant_{suffix}", grant, role, given),
            _verb(f"withdraw_{suffix}", withdraw, role, f"not {given}"),
        ]
    return tuple(verbs)


def _verb(name: str, title: tuple[str, str], role: str, done_when: str) -> VerbTemplate:
    return VerbTemplate(
        name,
        Words(*title),
        (role,),
        done_when=done_when,
        answer_within_s=ORDER_ANSWER_S,
        manual=True,
    )


KIND = Kind(
    "permits",
    Words("Permits", "要請・許可"),
    signals=tuple(flag(suffix, label, manual=True) for suffix, _, label, _, _ in _PERMITS),
    verbs=_verbs(),
)
