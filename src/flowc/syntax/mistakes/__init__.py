"""Common mistakes, by name: what an author wrote that no rule of the grammar takes, and what was probably meant.

Each recogniser is one mistake. It looks at the place where the parser cannot go on and either passes (None) or says
what is wrong, mends it where that is exact, and tells the parser how to read on as if it had been mended. Its
first line is the mistake by example; ``tests/syntax/cases`` has more of each.

The order matters: the first that knows the place speaks. Tokens that are wrong in themselves come before what they
stand in, and a brace that is missing above explains more than the line that it makes strange.
"""

from __future__ import annotations

from flowc.syntax.mistakes import braces, days, decisions, hours, parts, signs, strings, words
from flowc.syntax.mistakes.expected import whatever_else
from flowc.syntax.trouble import Mistake, Trouble

__all__ = ["RECOGNISERS", "recognise"]

RECOGNISERS = (
    parts.sip_in_list,
    parts.block_as_argument,
    parts.missing_parenthesis,
    braces.unclosed_at_end,
    strings.open_quote,
    strings.wrong_string,
    parts.foreign_import,
    signs.strange_space,
    signs.foreign_comment,
    strings.foreign_quotes,
    braces.doubled_brace,
    braces.extra_brace,
    braces.node_outside,
    braces.missing_brace,
    braces.brace_on_next_line,
    decisions.decided_in_head,
    hours.zone_first,
    braces.missing_name,
    hours.hours_without_zone,
    hours.zone_without_quotes,
    hours.hours_outside_braces,
    hours.before_days,
    hours.all_day,
    hours.periods_joined,
    days.strange_date,  # before the times: `24.12.2026` is none
    hours.strange_period,
    days.day_in_full,
    days.days_joined,
    parts.part_without_parentheses,
    parts.part_elsewhere,
    parts.use_without_name,
    parts.use_called,
    parts.argument_in_signs,
    parts.parameter_with_more,
    parts.comma_at_end,
    parts.foreign_path,
    decisions.set_in_test,
    decisions.given_time,
    decisions.given_in_signs,
    decisions.written_case,
    decisions.outcome_without_on,
    decisions.action_in_decision,
    decisions.number_pattern,
    decisions.outcome_without_quotes,
    decisions.voicemail_event,
    strings.uri_with_insert,
    strings.forgotten_quotes,  # before the names: `say Hello` misses quotes, not a lower case
    signs.strange_range,  # before the telephone number: `4-6`
    words.strange_phone,
    words.duration_in_words,
    signs.wrong_arrow,
    strings.quoted_word,
    signs.repeated_on,
    words.foreign_event,
    words.foreign_failure,
    words.spoken_keys,
    signs.forgotten_comma,
    signs.forgotten_arrow,
    words.otherwise,
    signs.forgotten_on,
    signs.pressed,
    strings.quoted_keys,
    strings.variable_name,
    signs.parentheses,
    signs.joined_texts,
    words.foreign_statement,
    braces.handler_outside,
    braces.misplaced_statement,
    braces.colon_block,
    signs.arrow_for_goto,
    signs.arrow_behind_action,
    signs.needless_arrow,
    signs.forgotten_equals,
    signs.loose_sign,
    words.misspelled_keyword,
    braces.strange_block,
    signs.several_statements,
    words.strange_name,
)


def recognise(trouble: Trouble) -> Mistake:
    """What is wrong at a place, and how to go on."""
    for recogniser in RECOGNISERS:
        mistake = recogniser(trouble)
        if mistake is not None:
            return mistake
    return whatever_else(trouble)
