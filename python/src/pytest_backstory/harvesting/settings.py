"""What the user set about harvesting."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest


@dataclass(frozen=True)
class HarvestSettings:
    """The settings, words split. None and empty: not set."""

    saved_fixtures: tuple[str, ...]
    records_saved_fixtures: bool
    synthesis: str | None
    synthesis_ids: str
    synthesis_columns: tuple[str, ...]
    synthesis_group: tuple[str, ...]

    @property
    def needs_reports(self) -> bool:
        """Whether reports are to be kept although no test asks for them."""
        return self.synthesis is not None or bool(self.saved_fixtures)


def harvest_settings(config: pytest.Config) -> HarvestSettings:
    """The settings of this run."""
    from pytest_backstory.sources import Sources

    sources = Sources(config)
    return HarvestSettings(
        saved_fixtures=_words(sources.text("saved-fixtures")),
        records_saved_fixtures=sources.is_on("record-saved-fixtures"),
        synthesis=sources.text("synthesis"),
        synthesis_ids=sources.text("synthesis-ids") or "full",
        synthesis_columns=_words(sources.text("synthesis-columns")),
        synthesis_group=_words(sources.text("synthesis-group")),
    )


def _words(text: str | None) -> tuple[str, ...]:
    return tuple(word for word in re.split(r"[\s,]+", text or "") if word)
