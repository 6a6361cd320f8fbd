"""History of a desk: an append-only table of observations and the raw bytes they came from."""

from .batch import Batch, Change, Committed, Observation
from .snapshots import Snapshot, Snapshots
from .table import Store

__all__ = ["Batch", "Change", "Committed", "Observation", "Snapshot", "Snapshots", "Store"]
