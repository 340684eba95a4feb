"""What ``deploy/`` sets is what the server reads."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from flowc.serving import SETTINGS, variable

DEPLOY = Path(__file__).parents[2] / "deploy"
SECRETS = {"FLOWC_WEBHOOK_SECRET", "FLOWC_WEBHOOK_SECRET_PREVIOUS"}


@pytest.mark.parametrize("name", ["Dockerfile", "flowc.service"])
def test_every_variable_is_one_that_the_server_reads(name: str) -> None:
    used = set(re.findall(r"FLOWC_[A-Z_]+", (DEPLOY / name).read_text()))
    assert used
    assert used <= {variable(setting) for setting in SETTINGS} | SECRETS


def test_the_state_of_unit_and_image_is_where_they_may_write() -> None:
    unit = (DEPLOY / "flowc.service").read_text()
    assert "StateDirectory=flowc\n" in unit
    assert "FLOWC_STATE=/var/lib/flowc\n" in unit
    image = (DEPLOY / "Dockerfile").read_text()
    assert "FLOWC_STATE=/var/lib/flowc " in image
    assert "VOLUME /var/lib/flowc\n" in image
