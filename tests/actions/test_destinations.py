"""What counts as a destination, and as one that no flow should call."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from phonenumbers import shortnumberinfo

from flowc.destinations import classify, region_of


@pytest.mark.parametrize(
    "text",
    ["+15551230002", "+353861234567", "+442079460000", "sip:desk@acme.example", "sips:acme.example:5061",
     "SIP:desk@acme.example;transport=tls", "sip:+15551230002@[2001:db8::1]", "sip:101@pbx.example"],
)  # fmt: skip
def test_these_are_destinations(text):
    known = classify(text)
    assert known.kind in ("number", "sip")
    assert not known.emergency
    assert known.cost is None


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("+1 (555) 123-0002", "+15551230002"),
        ("+1-555-123-0002", "+15551230002"),
        ("tel:+15551230002", "+15551230002"),
        ("15551230002", "+15551230002"),
        ("5551230002", "+15551230002"),
        ("00353861234567", "+353861234567"),
        ("desk@acme.example", "sip:desk@acme.example"),
        ("+1 (555) 123", None),
        ("+1555123", None),
        ("+15551230", None),
        ("+155512300021", None),
        ("+999123456789", None),
        ("+05551230002", None),
        ("+15551230002\n", "+15551230002"),
        ("front desk", None),
        ("sip:", None),
        ("sip:desk @acme.example", None),
        ("", None),
    ],
)
def test_these_are_not_and_some_are_mended(text, suggestion):
    known = classify(text)
    assert known.kind == "invalid"
    assert known.reason
    assert known.suggestion == suggestion


@pytest.mark.parametrize(
    "text",
    ["911", "112", "999", "000", "101", "+911", "+1911", "+44999", "tel:112", "sip:911@gw.example",
     "sip:112@pbx", "sips:+1911@gw.example", "sip:999;phone-context=x@gw.example"],
)  # fmt: skip
def test_these_are_emergency_services(text):
    assert classify(text).emergency


@pytest.mark.parametrize(
    ("text", "cost"),
    [
        ("+19005551234", "premium rate"),
        ("sip:+19005551234@gw.example", "premium rate"),
        ("+979123456789", "international premium rate"),
        ("+448081570000", None),
    ],
)
def test_what_calls_cost(text, cost):
    assert classify(text).cost == cost


@pytest.mark.parametrize(
    ("text", "region"),
    [("+15551230002", "US"), ("+353861234567", "IE"), ("+442079460000", "GB"), ("sip:desk@acme.example", None)],
)
def test_the_country_of_a_number(text, region):
    assert region_of(text) == region


@given(st.text(max_size=30) | st.from_regex(r"\+[0-9]{1,17}") | st.from_regex(r"sips?:[!-~]{0,20}"))
def test_every_text_is_something(text):
    known = classify(text)
    assert known.kind != "invalid" or known.reason
    assert known.suggestion is None or classify(known.suggestion).kind != "invalid"


def test_emergency_numbers_are_those_of_the_library_in_all_regions():
    regions = [region for region in shortnumberinfo.SUPPORTED_SHORT_REGIONS if region]
    for digits in [f"{number:03}" for number in range(1000)]:
        known = any(shortnumberinfo.is_emergency_number(digits, region) for region in regions)
        assert classify(digits).emergency == known, digits
