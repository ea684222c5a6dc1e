"""Names under which harvesting keeps things where others may look: on items, on reports, in xdist's messages."""

from __future__ import annotations

#: Before the phase: the attribute of an item that holds the report of that phase. pytest-harvest has the same.
HARVEST_PREFIX = "harvest_rep_"
PHASES = ("setup", "call", "teardown")
#: Attributes of an item: its attempts but for the last, what fixtures stored in the last of those, its bags by name.
ATTEMPTS = "harvest_attempts"
STORED = "harvest_stored"
BAGS = "harvest_bags"
#: The attribute of a report, and the key of a worker's last message, under which values travel from xdist's workers.
PARCEL = "_backstory_harvest"
#: The fixtures of harvesting, by which its use is recognised.
FIXTURES = frozenset(
    (
        "fixture_store",
        "results_bag",
        "session_results_dct",
        "module_results_dct",
        "session_results_df",
        "module_results_df",
    )
)
