"""The observations table: appended in whole commits, read as of any time or version."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import StoreError, TieoutError
from ..model import Record
from ..quantity.format import plain
from ..quantity.types import Period
from .batch import Batch, Change, Committed, Observation
from .files import flush_to_disk, only_writer
from .rows import NAME, SCHEMA_VERSION, columns, content_of, decode, period_of, records_of, rows_of

if TYPE_CHECKING:
    import polars as pl
    from deltalake import DeltaTable

__all__ = ["Store"]

COMPACT_AT = 48
"""So many files, one per commit, make reading slow enough to be worth joining them."""

_Key = tuple[str, tuple[str, ...], Period | None]


@dataclass(frozen=True, slots=True)
class _Head:
    """What the store needs to know of a stored record to judge a new one."""

    known_at: datetime
    version: int
    ordinal: int
    content: str
    snapshot: str
    record: Record | None = None

    @property
    def order(self) -> tuple[datetime, int, int]:
        return self.known_at, self.version, self.ordinal


class Store:
    """Everything a desk has ever observed, in a Delta Lake table under ``path``.

    One append is one commit: it is all there or not at all, also when the process is killed. Rows
    are never changed; a corrected value is a newer version of the record of that subject and
    period. ``version`` reads the table as it was at that commit, for rebuilding from a lock; such
    a store is read only. ``wait`` is how many seconds an append waits for another one.
    """

    def __init__(self, path: Path, *, version: int | None = None, wait: float = 30) -> None:
        self.path = Path(path).absolute()
        _check_path(self.path)
        self._at = version
        self._wait = wait

    @property
    def version(self) -> int:
        """The table version that is read; -1 while nothing was ever stored."""
        table = self._open()
        return -1 if table is None else table.version()

    def at(self, version: int) -> Store:
        """The same store as it was at a table version; a version it never had is a StoreError."""
        newest = Store(self.path).version
        if not 0 <= version <= newest:
            raise StoreError(
                f"the store has versions 0 to {newest}, not {version}",
                next_step="restore the store this lock was made with, or build without the lock",
                version=version,
            )
        return Store(self.path, version=version)

    def append(self, batch: Batch) -> int:
        """Store the records that say something new, in one commit; returns how many.

        See :meth:`commit` for what counts as new.
        """
        return len(self.commit(batch).added)

    def commit(self, batch: Batch) -> Committed:
        """Store the records that say something new and tell what changed.

        A record is new when the version in force at its ``known_at`` (same tracker, subject and
        period) says something else or does not exist, and the same bytes have not said it before.
        One that replaces another is marked ``restatement`` unless its ``note`` says otherwise.
        Raises :class:`~tieout.errors.StoreError` when somebody else is writing for too long.
        """
        if self._at is not None:
            raise StoreError(
                f"version {self._at} of the store is history and cannot be added to",
                next_step="open the desk without a version",
            )
        with only_writer(self.path / "write.lock", wait=self._wait, what="the store"), self._guarded():
            table = self._open()
            version = -1 if table is None else table.version()
            added, unchanged, changes = self._judge(table, batch, version + 1)
            if added:
                self._write(table, batch, added, version + 1)
                logs = sorted((self.path / "_delta_log").glob("*.json"))[-1:]
                data = sorted(self.path.glob("*.parquet"), key=lambda f: f.stat().st_mtime_ns)[-1:]
                flush_to_disk([*data, *logs])
                version = self._compacted(table, version + 1)
            return Committed(tuple(added), tuple(unchanged), tuple(changes), version)

    def preview(self, batch: Batch) -> Committed:
        """What :meth:`commit` would do with a batch, without doing it; waits for nobody."""
        with self._guarded():
            table = self._open()
            version = -1 if table is None else table.version()
            added, unchanged, changes = self._judge(table, batch, version + 1)
        return Committed(tuple(added), tuple(unchanged), tuple(changes), version)

    def records(
        self,
        tracker: str | None = None,
        *,
        as_of: datetime | None = None,
        since: date | None = None,
        until: date | None = None,
    ) -> tuple[Record, ...]:
        """The records in force: for each subject and period the version known last.

        ``as_of`` (with a time zone) leaves out what was known only later. ``since`` and ``until``
        are dates that a record's period must end on or after, and on or before. Records come by
        period, and within one in the order their subjects were first stored.
        """
        import polars as pl

        frame = self._scan(tracker=tracker, as_of=as_of, since=since, until=until)
        if frame is None:
            return ()
        with self._guarded():
            rows = frame.collect()
            key = ["tracker", "_subject", "period_start", "period_end"]
            rows = rows.with_columns(pl.col("subject").list.join("\x1f").alias("_subject"))
            heads = rows.filter(pl.col("position") == 0).sort("known_at", "version", "ordinal")
            firsts = heads.sort("version", "ordinal").group_by(key, maintain_order=True).first()
            latest = (
                heads.group_by(key, maintain_order=True)
                .last()
                .join(
                    firsts.select(*key, pl.col("version").alias("_v"), pl.col("ordinal").alias("_o")),
                    on=key,
                    nulls_equal=True,
                )
                .sort("period_start", "period_end", "_v", "_o", nulls_last=False)
                .with_row_index("_place")
                .select("version", "ordinal", "_place")
            )
            chosen = rows.join(latest, on=["version", "ordinal"]).sort("_place", "position")
            return tuple(records_of(chosen))

    def history(
        self, tracker: str | None = None, field: str | None = None, subject: Sequence[str] | None = None
    ) -> tuple[Observation, ...]:
        """Every version of every observation, oldest first; narrowed by tracker, field and subject."""
        import polars as pl

        frame = self._scan(tracker=tracker)
        if frame is None:
            return ()
        if field is not None:
            frame = frame.filter(pl.col("field") == field)
        if subject is not None:
            frame = frame.filter(pl.col("subject").list.join("\x1f") == "\x1f".join(subject))
        with self._guarded():
            rows = frame.sort("version", "ordinal", "position").collect()
        return tuple(
            Observation(
                tracker=r["tracker"],
                subject=tuple(r["subject"]),
                field=r["field"],
                value=decode(r["kind"], r["value"]),
                text=r["printed"] or "",
                period=period_of(r),
                known_at=r["known_at"],
                recorded_at=r["recorded_at"],
                snapshot=r["snapshot"],
                note=r["note"],
                source=r["source"],
                cell=r["cell"] or "",
                record_id=r["record_id"],
                batch=r["batch"],
                version=r["version"],
            )
            for r in rows.iter_rows(named=True)
            if r["field"]
        )

    def find(self, record_id: str) -> Record:
        """The stored record whose ``content_id`` begins with ``record_id``; none is a StoreError."""
        import polars as pl

        frame = self._scan()
        found: list[Record] = []
        if frame is not None:
            with self._guarded():
                rows = frame.filter(pl.col("record_id").str.starts_with(record_id))
                found = records_of(rows.sort("version", "ordinal", "position").collect())
        if not found:
            raise StoreError(
                f"the store has no record {record_id!r}",
                next_step="see `tieout history DESK TRACKER` for what there is",
                record_id=record_id,
            )
        return found[-1]

    # Reading the table

    def _open(self) -> DeltaTable | None:
        # Asked first, so that an empty desk costs no import.
        if not any((self.path / "_delta_log").glob("*.json")):
            return None
        from deltalake import DeltaTable

        with self._guarded():
            table = DeltaTable(self.path, version=self._at)
            _check_schema(table.metadata().name or "", self.path)
            return table

    def _scan(
        self,
        *,
        tracker: str | None = None,
        as_of: datetime | None = None,
        since: date | None = None,
        until: date | None = None,
    ) -> pl.LazyFrame | None:
        import polars as pl

        table = self._open()
        if table is None:
            return None
        frame = _lazy(table, self.path)
        if tracker is not None:
            frame = frame.filter(pl.col("tracker") == tracker)
        if as_of is not None:
            frame = frame.filter(pl.col("known_at") <= as_of)
        if since is not None:
            frame = frame.filter(pl.col("period_end") >= since)
        if until is not None:
            frame = frame.filter(pl.col("period_end") <= until)
        return frame

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """Turn what the libraries raise into a StoreError with a next step."""
        try:
            yield
        except TieoutError:
            raise
        except Exception as problem:
            foreign = type(problem).__module__.split(".")[0] in ("deltalake", "_internal", "polars")
            if not foreign and not isinstance(problem, OSError):
                raise
            raise StoreError(
                f"the store {self.path} is damaged or cannot be read: {str(problem).splitlines()[0]}",
                next_step="restore the folder `store` from a backup, or move it away and collect the inbox again",
                path=str(self.path),
            ) from problem

    # Writing

    def _judge(
        self, table: DeltaTable | None, batch: Batch, version: int
    ) -> tuple[list[Record], list[Record], list[Change]]:
        heads = self._heads(table, batch.records)
        added: list[Record] = []
        unchanged: list[Record] = []
        changes: list[Change] = []
        for record in batch.records:
            if record.known_at is None:
                record = record.replace(known_at=batch.known_at)
            known_at = record.known_at
            assert known_at is not None
            content = content_of(record)
            versions = heads.setdefault((record.tracker, record.subject, record.period), [])
            in_force = max(
                (h for h in versions if h.known_at <= known_at), key=lambda h: h.order, default=None
            )
            # The same bytes do not bring an old value back, unless a correction says that they should.
            insisted = record.note == "correction"
            said_before = any(
                h.content == content
                and (
                    h.known_at == known_at
                    or (not insisted and h.snapshot == record.snapshot and h.known_at <= known_at)
                )
                for h in versions
            )
            if said_before or (in_force is not None and in_force.content == content):
                unchanged.append(record)
                continue
            if in_force is not None:
                if not record.note:
                    record = record.replace(note="restatement")
                old = in_force.record or self._load(table, in_force)
                changes.append(Change(old, record, _differences(old, record)))
            versions.append(_Head(known_at, version, len(added), content, record.snapshot, record))
            added.append(record)
        return added, unchanged, changes

    def _heads(self, table: DeltaTable | None, records: Iterable[Record]) -> dict[_Key, list[_Head]]:
        """The stored versions of the subjects of some trackers, by subject and period."""
        import polars as pl

        heads: dict[_Key, list[_Head]] = {}
        if table is None:
            return heads
        frame = _lazy(table, self.path).filter(
            pl.col("position") == 0, pl.col("tracker").is_in(sorted({r.tracker for r in records}))
        )
        wanted = ["tracker", "subject", "period_start", "period_end", "known_at", "version", "ordinal"]
        for row in frame.select(*wanted, "content", "snapshot").collect().iter_rows(named=True):
            key = (row["tracker"], tuple(row["subject"]), period_of(row))
            heads.setdefault(key, []).append(
                _Head(row["known_at"], row["version"], row["ordinal"], row["content"], row["snapshot"])
            )
        return heads

    def _load(self, table: DeltaTable | None, head: _Head) -> Record:
        import polars as pl

        assert table is not None
        rows = _lazy(table, self.path).filter(
            pl.col("version") == head.version, pl.col("ordinal") == head.ordinal
        )
        return records_of(rows.sort("position").collect())[0]

    def _compacted(self, table: DeltaTable | None, version: int) -> int:
        """Join the files once there are many; the rows stay as they are. Returns the version after it.

        This is a commit of its own, as whole as any other. The old files stay for the locks that pin
        an earlier version.
        """
        if table is None or len(table.file_uris()) < COMPACT_AT:
            return version
        from deltalake import PostCommitHookProperties

        table.optimize.compact(
            post_commithook_properties=PostCommitHookProperties(cleanup_expired_logs=False)
        )
        return table.version()

    def _write(self, table: DeltaTable | None, batch: Batch, records: Sequence[Record], version: int) -> None:
        import json

        import polars as pl
        from deltalake import CommitProperties, PostCommitHookProperties, write_deltalake

        recorded_at = datetime.now(UTC)
        name = uuid.uuid4().hex
        rows = [
            row
            for ordinal, record in enumerate(records)
            for row in rows_of(
                record,
                known_at=batch.known_at,
                recorded_at=recorded_at,
                batch=name,
                version=version,
                ordinal=ordinal,
            )
        ]
        told = {
            "batch": name,
            "snapshots": json.dumps(batch.snapshots),
            "accepted": json.dumps(batch.accepted),
        }
        # Old log entries are never cleaned up: a lock may pin any version.
        keep = {
            "delta.enableExpiredLogCleanup": "false",
            "delta.logRetentionDuration": "interval 36500 days",
            "delta.checkpointInterval": "20",
        }
        write_deltalake(
            str(self.path) if table is None else table,
            pl.DataFrame(rows, schema=columns()),
            mode="append",
            name=f"{NAME}/{SCHEMA_VERSION}" if version == 0 else None,
            configuration=keep if version == 0 else None,
            commit_properties=CommitProperties(custom_metadata=told),
            post_commithook_properties=PostCommitHookProperties(
                create_checkpoint=True, cleanup_expired_logs=False
            ),
        )


def _lazy(table: DeltaTable, path: Path) -> pl.LazyFrame:
    import polars as pl

    # The table names its files by percent-encoded addresses, which a Chinese folder name turns into
    # paths that do not exist; the files lie flat in the table's folder. A * in its name is no pattern.
    files = [path / uri.rpartition("/")[2] for uri in table.file_uris()]
    return pl.scan_parquet(files, glob=False, schema=columns())


def _check_path(path: Path) -> None:
    # Paths become addresses inside deltalake, which cannot encode these.
    bad = [c for c in "[]%^|" if c in path.as_posix()]
    if bad:
        raise StoreError(
            f"the path {path} holds {' '.join(bad)}, which the store cannot open",
            next_step="rename that folder, or move the desk elsewhere (Chinese and spaces are fine)",
            path=str(path),
        )


def _check_schema(name: str, path: Path) -> None:
    kind, _, version = name.partition("/")
    if kind == NAME and version == str(SCHEMA_VERSION):
        return
    if kind == NAME and version.isdigit() and int(version) > SCHEMA_VERSION:
        step = "upgrade tieout (pip install --upgrade tieout) and run it again"
    elif kind == NAME:
        step = (
            "move the folder `store` away and run `tieout collect` again; the inbox holds what it was made of"
        )
    else:
        step = "name the desk whose `store` this is; this table was written by another program"
    raise StoreError(
        f"the table {path} is {name or 'unnamed'!r}, this tieout reads {NAME}/{SCHEMA_VERSION}",
        next_step=step,
        found=name,
        expected=f"{NAME}/{SCHEMA_VERSION}",
    )


def _differences(old: Record, new: Record) -> dict[str, tuple[str, str]]:
    fields = dict.fromkeys((*old.values, *new.values, *old.texts, *new.texts))
    shown = {f: (_shown(old, f), _shown(new, f)) for f in fields}
    if old.availability != new.availability:
        shown["availability"] = (old.availability or "", new.availability or "")
    return {f: pair for f, pair in shown.items() if pair[0] != pair[1]}


def _shown(record: Record, field: str) -> str:
    if field in record.texts:
        return record.texts[field]
    value = record.values.get(field)
    if value is None:
        return ""
    # A value without a printed text: its digits are all there is to show.
    return plain(value) if hasattr(value, "as_tuple") else str(value)
