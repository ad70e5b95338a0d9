"""What to do, by kind of attack, as catalogue keys (`advice.<key>`)."""

from collections.abc import Iterable

from unhook.verdict.model import Advice, AttackType, Level

AFTER: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("clicked", ("close_page", "type_nothing", "note_time", "scan_device", "tell_it")),
    (
        "typed_password",
        (
            "change_password_elsewhere",
            "end_sessions",
            "check_forwarding",
            "check_recovery",
            "turn_on_mfa",
            "change_reused",
            "check_linked_accounts",
            "tell_it",
            "warn_contacts",
        ),
    ),
    (
        "opened_file",
        (
            "disconnect",
            "leave_running",
            "tell_it",
            "change_password_elsewhere",
            "scan_device",
            "restore_backup",
        ),
    ),
    ("paid", ("call_bank", "stop_payment", "keep_evidence", "report_police", "watch_statements", "tell_it")),
)
"""Steps for who already fell for it, given with every verdict: people ask late."""

_COMMON = Advice(
    avoid=("do_not_click", "do_not_open", "do_not_reply"),
    verify=("open_site_yourself",),
    tell=("report_it",),
)

_BY_TYPE: dict[AttackType, Advice] = {
    "credential_phishing": Advice(
        do=("delete_after_reporting",),
        avoid=("do_not_click", "do_not_open", "do_not_sign_in", "do_not_reply"),
        verify=("open_site_yourself", "ask_provider"),
        tell=("report_it", "warn_colleagues"),
    ),
    "malware": Advice(
        do=("delete_after_reporting",),
        avoid=("do_not_open", "do_not_enable_content", "do_not_click"),
        verify=("ask_sender_known_number",),
        tell=("report_it", "warn_colleagues"),
    ),
    "bec_fraud": Advice(
        do=("stop_process",),
        avoid=("do_not_reply", "do_not_pay", "do_not_change_details"),
        verify=("ask_sender_known_number",),
        tell=("report_it", "tell_finance"),
    ),
    "callback": Advice(
        do=("delete_after_reporting",),
        avoid=("do_not_call", "do_not_install", "do_not_pay"),
        verify=("check_statement", "open_site_yourself"),
        tell=("report_it",),
    ),
    "extortion": Advice(
        do=("keep_calm", "keep_evidence", "change_if_password_quoted"),
        avoid=("do_not_pay", "do_not_reply"),
        tell=("report_it", "report_police"),
    ),
    "advance_fee": Advice(
        do=("delete_after_reporting",),
        avoid=("do_not_reply", "do_not_pay", "do_not_send_id"),
        verify=("ask_someone",),
        tell=("report_it",),
    ),
    "spam": Advice(
        do=("mark_as_spam",),
        avoid=("do_not_click", "do_not_reply"),
    ),
}


def advise(level: Level, attack_types: Iterable[AttackType]) -> Advice:
    """The advice that fits: that of each attack type, joined without repeats, or the general one."""
    if level == "clean":
        return Advice(do=("stay_alert",), verify=("open_site_yourself",), after=AFTER)
    parts = [_BY_TYPE[name] for name in attack_types] or [_COMMON]
    if level == "incomplete":
        parts = [Advice(do=("treat_as_unchecked",)), _COMMON]
    return Advice(
        do=_join(part.do for part in parts),
        avoid=_join(part.avoid for part in parts),
        verify=_join(part.verify for part in parts),
        tell=_join(part.tell for part in parts),
        after=AFTER,
    )


def _join(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for group in groups for key in group))
