"""How much of a text is read. No flow that people write comes near; what does is told so (MV002), not crashed on.

Lengths of single tokens (a name 64 characters, a run of keys 64, a telephone number 15 digits) are part of the
grammar.
"""

from __future__ import annotations

__all__ = ["EVENTS", "FILE_LENGTH", "FINDINGS", "NESTING", "WORDS"]

FILE_LENGTH = 32 * 1024 * 1024
"""Characters of one file."""

WORDS = 256
"""Values of one action."""

EVENTS = 1024
"""Events of one handler, and texts of one ``retry``."""

NESTING = 64
"""Bridges and redirects within one statement, each standing behind the failure of the one before."""

FINDINGS = 1000
"""Syntax errors of one file that are told; after that, reading stops. The same number for deceptive characters."""
