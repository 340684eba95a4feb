from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flowc import credentials
from flowc.credentials import credentials_in_speech, credentials_in_url


@pytest.mark.parametrize(
    ("url", "secrets"),
    [
        ("https://crm.example/voice?token=abc", [("the value of `token`", "abc")]),
        ("https://crm.example/voice?a=1&API-Key=abc#top", [("the value of `API-Key`", "abc")]),
        ("https://crm.example/voice;password=x", [("the value of `password`", "x")]),
        ("https://me:pw@crm.example/", [("a password", "pw")]),
        ("wss://me:pw@assist.example/live", [("a password", "pw")]),
        ("sip:alice:pw@pbx.example", [("a password", "pw")]),
        ("https://x.example/ghp_0123456789abcdefghij", [("a GitHub token", "ghp_0123456789abcdefghij")]),
        ("https://x.example/?token=sk_live_0123456789", [("a Stripe key", "sk_live_0123456789")]),
        ("https://crm.example/voice?customer=7&page=2", []),
        ("https://crm.example/voice?token=", []),
        ("https://crm.example/voice?keyboard=de&monkey=1&tokens=2", []),
        ("https://me@crm.example/", []),
        ("https://crm.example/path:with@signs", []),
        ("https://crm.example:8443/voice", []),
        ("sip:desk@pbx.example:5061", []),
        ("+15551230001", []),
    ],
)
def test_what_is_secret_in_a_url(url, secrets):
    assert [(found.kind, url[found.start : found.end]) for found in credentials_in_url(url)] == secrets


@pytest.mark.parametrize(
    ("text", "secrets"),
    [
        ("Your PIN is 4711.", [("a PIN", "4711")]),
        ("The door code is A12B, the password: hunter2", [("a door code", "A12B"), ("a password", "hunter2")]),
        ("The access code is 90210, please write it down.", [("an access code", "90210")]),
        ("AKIAIOSFODNN7EXAMPLE", [("an AWS access key", "AKIAIOSFODNN7EXAMPLE")]),
        ("Your PIN is four digits long.", []),
        ("Your PIN is 4 digits long.", []),
        ("The zip code is 90210.", []),
        ("Enter your password.", []),
        ("Call us on +15551230001.", []),
    ],
)
def test_what_is_secret_in_speech(text, secrets):
    assert [(found.kind, text[found.start : found.end]) for found in credentials_in_speech(text)] == secrets


@settings(max_examples=30, deadline=None)
@given(st.one_of([st.from_regex(pattern, fullmatch=True) for _, pattern in credentials._TOKENS]))
def test_every_token_has_one_of_the_beginnings_that_are_looked_for_first(token):
    assert credentials_in_speech(token) or any(char.isspace() for char in token)
    assert any(beginning in token for beginning in credentials._BEGINNINGS)
    assert credentials.has_beginning_of_token(token)
