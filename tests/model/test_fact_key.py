"""Fact keys survive the trip through a link."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieout.model import FactKey

part = st.text(min_size=1, max_size=12).filter(lambda s: s.isprintable())


@given(tracker=part, metric=part, subject=st.lists(part, max_size=3), period=st.none() | part)
def test_round_trip(tracker, metric, subject, period):
    key = FactKey(tracker, metric, tuple(subject), period)
    assert FactKey.parse(str(key)) == key
    assert "(" not in str(key) and ")" not in str(key) and " " not in str(key)


@pytest.mark.parametrize("bad", ["", "site_traffic", "a//b", "/x"])
def test_a_key_without_its_parts_is_refused(bad):
    with pytest.raises(ValueError, match="tracker/metric"):
        FactKey.parse(bad)
