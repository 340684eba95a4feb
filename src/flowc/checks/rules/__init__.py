"""All rules, in the order of their codes. A new one is one file here and one line in one of the two tuples.

A file is called after its rule, ``mv301_unhandled_noinput``, so that what rules there are is known without reading
them: a run loads those that look at the graph, and the pages of the others only where they are shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flowc.checks.rule import Rule

    RULES: tuple[Rule, ...]
    CHECKS: tuple[Rule, ...]

__all__ = ["CHECKS", "NAMES", "RULES"]

_LOOKED_FOR = (
    "mv301_unhandled_noinput",
    "mv302_unhandled_incomplete",
    "mv303_unhandled_nomatch",
    "mv304_unhandled_exhausted",
    "mv305_unhandled_bridge_failure",
    "mv306_dead_end",
    "mv307_unreachable_node",
    "mv308_shadowed_branch",
    "mv309_silent_loop",
    "mv310_stubborn_loop",
    "mv311_no_exit",
    "mv312_actions_only_loop",
    "mv313_redirect_budget",
    "mv316_unused_handler",
    "mv317_wordless_hangup",
    "mv318_unhandled_decision",
    "mv319_contradictory_hours",
    "mv401_stop_without_recording",
    "mv402_recording_twice",
    "mv403_resume_without_hold",
    "mv404_heard_on_hold",
    "mv405_unmute_without_mute",
    "mv406_prompt_while_muted",
    "mv407_stop_without_stream",
    "mv408_stream_twice",
    "mv409_unset_without_set",
    "mv410_left_open",
    "mv501_announced_key_missing",
    "mv502_key_not_announced",
    "mv503_long_prompt",
    "mv504_too_many_options",
    "mv505_hasty_timeout",
    "mv506_no_human",
    "mv507_key_before_purpose",
    "mv508_silent_prompt",
    "mv509_too_many_attempts",
    "mv510_short_branch_waits",
    "mv511_silent_asking",
    "mv601_premium_rate_destination",
    "mv602_emergency_destination",
    "mv603_destination_not_allowed",
    "mv604_recording_without_notice",
    "mv605_recording_sensitive_input",
    "mv606_plain_http",
    "mv607_possible_secret",
    "mv901_assumed_wire_form",
)
"""Rules with a check of their own, which reads the facts about a graph: ``CHECKS``."""

_FOUND_ON_THE_WAY = (
    "mv001_syntax_error",
    "mv002_too_large",
    "mv003_deceptive_text",
    "mv101_undefined_target",
    "mv102_undefined_constant",
    "mv103_duplicate_definition",
    "mv104_missing_declaration",
    "mv105_unused_constant",
    "mv106_reserved_name",
    "mv107_broken_import",
    "mv108_wrong_arguments",
    "mv201_unknown_action",
    "mv202_unknown_field",
    "mv203_missing_field",
    "mv204_wrong_type",
    "mv205_out_of_range",
    "mv206_invalid_destination",
    "mv207_invalid_url",
    "mv208_ambiguous_action",
    "mv209_malformed_document",
    "mv210_empty_response",
    "mv314_action_after_ending",
    "mv315_ignored_digits",
    "mv608_caller_controlled_destination",
    "mv609_sensitive_value",
    "mv902_unused_suppression",
)
"""Rules whose findings are made where a text or a document is read; their files are pages and nothing else."""

_FILES = tuple(sorted(_LOOKED_FOR + _FOUND_ON_THE_WAY))

NAMES = {file[:5].upper(): file[6:].replace("_", "-") for file in _FILES}
"""The name of each rule by its code."""


def __getattr__(name: str) -> tuple[Rule, ...]:
    files = {"RULES": _FILES, "CHECKS": _LOOKED_FOR}.get(name)
    if files is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    rules = globals()[name] = tuple(__import__(f"{__name__}.{file}", fromlist=["RULE"]).RULE for file in files)
    return rules
