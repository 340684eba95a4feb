"""A password, a token or a PIN stands in a URL or in what is spoken.

A flow is source code: it is copied, reviewed and published with its repository. A URL is written to the logs of every
machine it passes. What is spoken is heard by every caller, and is in every recording. A secret in one of these is one
no longer, and has to be replaced, not only removed.

```mv bad
flow account {
    base_url "https://voice.example/ivr"
    start hand_over
    step hand_over {
        say "One moment please."
        redirect "https://crm.example/voice?customer=7&token=3f9c1d2e" on failed -> desk
    }
    step desk {
        say "Connecting you to a person."
        transfer +15551230001
    }
}
```

```mv good
flow account {
    base_url "https://voice.example/ivr"
    start hand_over
    step hand_over {
        say "One moment please."
        redirect "https://crm.example/voice?customer=7" on failed -> desk
    }
    step desk {
        say "Connecting you to a person."
        transfer +15551230001
    }
}
```

Let the application know the platform by what the platform signs, or by its addresses, rather than by the URL.

## Configuration

A value that is public on purpose is suppressed on its line, with the reason.

## Approximations

Found are passwords in the authority of a URL or SIP URI, query parameters whose name says "secret" (`token`, `api_key`,
`password`, …), tokens with a beginning that their issuer made known (GitHub, GitLab, Slack, Stripe, AWS, Google, …),
private keys, and "the PIN is …" with a value. A secret that looks like nothing in particular is missed. The finding
never repeats it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flowc.checks.facts import Facts
from flowc.checks.fields import texts_of
from flowc.checks.places import within
from flowc.checks.rule import Rule
from flowc.credentials import Credential, credentials_in_speech, credentials_in_url
from flowc.diagnostics import Finding, warning

_FATE = {
    "url": "stands in a URL, and every machine that the URL passes writes it down",
    "speech": "is spoken, and every caller hears it",
    "variable": "is in a call variable, and every event of the call repeats it",
}


def check(facts: Facts) -> Iterator[Finding]:
    seen = set()
    secrets: dict[tuple[str, str], Sequence[Credential]] = {}
    for place in texts_of(facts):
        if (place.use, place.text) not in secrets:
            find = credentials_in_url if place.use == "url" else credentials_in_speech
            secrets[place.use, place.text] = tuple(find(place.text))
        for secret in secrets[place.use, place.text]:
            span = within(place.span, place.text, secret.start, secret.end)
            if span not in seen:
                seen.add(span)
                yield warning(
                    "MV607",
                    span,
                    f"{secret.kind} {_FATE[place.use]}",
                    help="replace the secret, since it has been published, and keep the new one out of the flow",
                )


RULE = Rule("MV607", "possible-secret", "warning", __doc__, check)
