"""The observations table: what goes in comes out, versions, dedupe, as-of, errors."""

from __future__ import annotations

import tempfile
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieout.errors import StoreError
from tieout.model import Origin, Record
from tieout.quantity.types import Money, Period
from tieout.store import Batch, Store

T0 = datetime(2025, 1, 27, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)
WEEK = Period(date(2025, 1, 20), date(2025, 1, 24))


def visits(app: str, value: str, *, snapshot: str = "a" * 64, period: Period = WEEK, **more) -> Record:
    return Record(
        "site_traffic",
        (app,),
        {"app": app, "weekly_visits_m": Decimal(value)},
        {"app": app, "weekly_visits_m": value},
        period,
        snapshot=snapshot,
        **more,
    )


def put(store: Store, *records: Record, at: datetime = T0):
    return store.commit(Batch(records, known_at=at))


text = st.text(st.characters(codec="utf-8", exclude_characters="\x1f"), max_size=12)
name = st.text(st.characters(codec="utf-8", exclude_characters="\x1f"), min_size=1, max_size=8)
number = st.decimals(allow_nan=False, allow_infinity=False, places=3)
dates = st.dates(date(1990, 1, 1), date(2090, 1, 1))
money = st.builds(
    Money, number, number, st.sampled_from([None, "USD", "CNY"]), st.sampled_from([None, "about"]), text
)
value = st.one_of(
    st.none(),
    st.booleans(),
    number,
    text,
    dates,
    money,
    st.integers(-(10**30), 10**30),
    st.tuples(text, text),
    st.just(()),
)
periods = st.one_of(st.none(), st.tuples(dates, dates).map(lambda d: Period(min(d), max(d))))
some_record = st.builds(
    Record,
    st.sampled_from(["site_traffic", "coverage"]),
    st.lists(name, min_size=1, max_size=3).map(tuple),
    st.dictionaries(name, value, max_size=4),
    st.dictionaries(name, text, max_size=4),
    periods,
    snapshot=text,
    availability=st.sampled_from([None, "tight"]),
    doubtful=st.booleans(),
    origin=st.builds(
        Origin,
        text,
        text,
        st.one_of(st.none(), st.integers(0, 10**6)),
        st.none(),
        st.dictionaries(name, name),
    ),
)


@settings(max_examples=40)
@given(st.lists(some_record, max_size=6, unique_by=lambda r: (r.tracker, r.subject, r.period)))
def test_what_goes_in_comes_out(records):
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "观察 a#b (1) *")
        assert store.append(Batch(tuple(records), known_at=T0)) == len(records)
        assert sorted(store.records(), key=repr) == sorted(
            (r.replace(known_at=T0) for r in records), key=repr
        )
        assert store.append(Batch(tuple(records), known_at=T0)) == 0
        assert store.version == (0 if records else -1)


def test_a_decimal_keeps_its_digits(tmp_path):
    store = Store(tmp_path)
    put(store, visits("QuillBot", "12.830"))
    (got,) = store.records("site_traffic")
    assert str(got["weekly_visits_m"]) == "12.830"
    assert got.known_at == T0


def test_an_empty_store_has_nothing_and_no_version(tmp_path):
    store = Store(tmp_path / "none")
    assert store.records() == () and store.history() == () and store.version == -1
    with pytest.raises(StoreError, match="no record"):
        store.find("abc")
    assert not (tmp_path / "none").exists()


def test_one_append_is_one_version(tmp_path):
    store = Store(tmp_path)
    assert put(store, visits("Kimi", "7.450"), visits("Bing", "412.7")).version == 0
    assert (
        put(store, visits("Kimi", "7.334", period=Period(date(2024, 10, 14), date(2024, 10, 18)))).version
        == 1
    )
    assert put(store, visits("Kimi", "7.450")).version == 1


def test_a_changed_value_is_a_new_version_that_says_what_changed(tmp_path):
    store = Store(tmp_path)
    put(store, visits("Kimi", "7.450"), visits("Bing", "412.7"))
    done = put(store, visits("Kimi", "7.540", snapshot="b" * 64), at=T0 + HOUR)
    assert [c.fields for c in done.changes] == [{"weekly_visits_m": ("7.450", "7.540")}]
    assert [(r.subject, str(r["weekly_visits_m"]), r.note) for r in store.records()] == [
        (("Kimi",), "7.540", "restatement"),  # still in the place where it first stood
        (("Bing",), "412.7", ""),
    ]
    assert [str(o.value) for o in store.history("site_traffic", "weekly_visits_m", ("Kimi",))] == [
        "7.450",
        "7.540",
    ]


def test_a_correction_is_marked_as_told(tmp_path):
    store = Store(tmp_path)
    put(store, visits("Kimi", "7.450"))
    put(store, visits("Kimi", "7.540", snapshot="b" * 64, note="correction"), at=T0 + HOUR)
    assert [r.note for r in store.records()] == ["correction"]
    assert put(store, visits("Kimi", "7.540", snapshot="b" * 64, note="correction"), at=T0 + HOUR).added == ()


def test_as_of_leaves_out_what_was_known_later(tmp_path):
    store = Store(tmp_path)
    put(store, visits("Kimi", "7.450"))
    put(store, visits("Kimi", "7.540", snapshot="b" * 64), at=T0 + HOUR)

    def seen(at):
        return [str(r["weekly_visits_m"]) for r in store.records(as_of=at)]

    assert seen(T0 - HOUR) == []
    assert seen(T0) == seen(T0 + HOUR / 2) == ["7.450"]
    assert seen(T0 + HOUR) == ["7.540"]


def test_a_value_known_earlier_but_stored_later_does_not_win(tmp_path):
    store = Store(tmp_path)
    put(store, visits("Kimi", "7.540"), at=T0 + HOUR)
    assert len(put(store, visits("Kimi", "7.450", snapshot="b" * 64), at=T0).added) == 1
    assert [str(r["weekly_visits_m"]) for r in store.records()] == ["7.540"]
    assert [str(r["weekly_visits_m"]) for r in store.records(as_of=T0)] == ["7.450"]


def test_the_same_files_again_never_bring_back_an_old_value(tmp_path):
    """first.xlsx says 1, second.csv repeats it, third.csv says 2: reading all three again is no news."""
    store = Store(tmp_path)
    said = [
        visits("Kimi", "1", snapshot="a"),
        visits("Kimi", "1", snapshot="b"),
        visits("Kimi", "2", snapshot="c"),
    ]
    put(store, *said)
    assert put(store, *said).added == ()
    for record in said:
        assert put(store, record).added == ()
    assert [str(r["weekly_visits_m"]) for r in store.records()] == ["2"]


def test_a_value_taken_back_is_news(tmp_path):
    store = Store(tmp_path)
    for hours, (shown, snapshot) in enumerate([("1", "a"), ("2", "b"), ("1", "c")]):
        assert len(put(store, visits("Kimi", shown, snapshot=snapshot), at=T0 + HOUR * hours).added) == 1
    assert [str(r["weekly_visits_m"]) for r in store.records()] == ["1"]


def test_periods_are_kept_apart_and_can_be_chosen(tmp_path):
    store = Store(tmp_path)
    october = Period(date(2024, 10, 14), date(2024, 10, 18))
    put(store, visits("Kimi", "7.450"), visits("Kimi", "7.334", period=october))
    assert [r.period for r in store.records()] == [october, WEEK]
    assert [r.period for r in store.records(since=date(2025, 1, 1))] == [WEEK]
    assert [r.period for r in store.records(until=date(2025, 1, 1))] == [october]


def test_an_earlier_version_can_be_read_but_not_added_to(tmp_path):
    store = Store(tmp_path)
    put(store, visits("Kimi", "7.450"))
    put(store, visits("Kimi", "7.540", snapshot="b"), at=T0 + HOUR)
    then = store.at(0)
    assert [str(r["weekly_visits_m"]) for r in then.records()] == ["7.450"]
    with pytest.raises(StoreError, match="history"):
        put(then, visits("Bing", "1"))
    with pytest.raises(StoreError, match="versions 0 to 1, not 7"):
        store.at(7)


def test_a_record_is_found_by_its_id(tmp_path):
    store = Store(tmp_path)
    record = visits("Kimi", "7.450")
    put(store, record)
    assert store.find(record.content_id[:10]).content_id == record.content_id


def test_a_table_of_another_schema_is_refused_with_the_way_out(tmp_path, monkeypatch):
    put(Store(tmp_path), visits("Kimi", "7.450"))
    monkeypatch.setattr("tieout.store.table.SCHEMA_VERSION", 0)
    with pytest.raises(StoreError, match="upgrade tieout"):
        Store(tmp_path).records()
    monkeypatch.setattr("tieout.store.table.SCHEMA_VERSION", 2)
    with pytest.raises(StoreError, match="collect"):
        put(Store(tmp_path), visits("Kimi", "7.450"))


def test_a_table_of_another_program_is_refused(tmp_path):
    import polars as pl
    from deltalake import write_deltalake

    write_deltalake(str(tmp_path), pl.DataFrame({"a": [1]}))
    with pytest.raises(StoreError, match="another program"):
        Store(tmp_path).records()


def test_a_damaged_table_says_what_to_do(tmp_path):
    store = Store(tmp_path)
    put(store, visits("Kimi", "7.450"))
    for data in tmp_path.glob("*.parquet"):
        data.unlink()
    with pytest.raises(StoreError, match="backup"):
        store.records()
    for log in (tmp_path / "_delta_log").glob("*.json"):
        log.write_text("{")
    with pytest.raises(StoreError, match="backup"):
        store.records()


def test_a_value_the_store_cannot_keep_is_a_programming_error(tmp_path):
    with pytest.raises(TypeError, match="float"):
        put(Store(tmp_path), Record("coverage", ("x",), {"price": 1.5}))


@pytest.mark.parametrize("name", ["a[1]", "100%41", "a^b", "a|b"])
def test_a_folder_name_the_table_cannot_take_is_said(tmp_path, name):
    with pytest.raises(StoreError, match="rename that folder"):
        Store(tmp_path / name)


def test_many_commits_are_joined_without_changing_what_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr("tieout.store.table.COMPACT_AT", 3)
    store = Store(tmp_path)
    versions = []
    for n in range(8):
        day = Period.day(date(2025, 1, 1) + timedelta(days=n))
        versions.append(
            put(store, visits("Kimi", f"{n}.50", period=day), visits("Bing", "1", period=day)).version
        )
    assert versions == sorted(set(versions)) and versions[-1] == store.version > 7
    assert len(list(tmp_path.glob("*.parquet"))) > 8
    assert [str(r["weekly_visits_m"]) for r in store.records() if r.subject == ("Kimi",)] == [
        f"{n}.50" for n in range(8)
    ]
    for n, version in enumerate(versions):
        assert len(store.at(version).records()) == 2 * (n + 1)
    assert put(store, visits("Kimi", "7.50", period=day)).added == ()
