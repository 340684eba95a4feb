"""What is called ordinary without data is so by the data."""

from __future__ import annotations

import random
import re

import phonenumbers
from phonenumbers.phonemetadata import PhoneMetadata

from flowc.destinations import Destination, _number, classify, is_ordinary


def test_an_ordinary_number_is_one_by_the_data_of_every_area_code():
    source = random.Random(3)
    ordinary = 0
    for area in range(100, 1000):
        text = f"+1{area}{source.randrange(10**7):07}"
        if is_ordinary(text):
            assert classify(text) == _number(text) == Destination("number"), text
            ordinary += 1
    assert ordinary == 797


def test_no_number_of_the_north_american_plan_that_costs_more_is_called_ordinary():
    known = map(PhoneMetadata.metadata_for_region, phonenumbers.COUNTRY_CODE_TO_REGION_CODE[1])
    kinds = {kind.national_number_pattern for data in known for kind in (data.premium_rate, data.shared_cost) if kind}
    costly = re.compile("|".join(sorted(pattern for pattern in kinds if pattern)))
    for area in range(200, 1000):
        if is_ordinary(f"+1{area}5551234"):
            assert not any(costly.fullmatch(f"{area}{exchange:03}1234") for exchange in range(1000)), area


def test_what_needs_data_is_not_called_ordinary():
    for text in ("+19005551234", "+15551234", "+155512345678", "+11555123456", "911", "+1911", "+447911123456", "",
                 "+15551230099\n", "+1\u0665551230099"):  # fmt: skip
        assert not is_ordinary(text), text
