"""Files of the server and the model that this package carries, so that there is one of each."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

_here = Path(__file__).parent
_repository = _here.parent.parent.parent.parent


def migration_files() -> list[Path]:
    """The migrations of the tables, in their order."""
    return sorted(_folder("migrations", _repository / "packages/server/src/store/migrations").glob("*.sql"))


def record_schema() -> dict[str, Any]:
    """The published schema of the records."""
    folder = _folder("schema", _repository / "packages/model/schema")
    schema: dict[str, Any] = json.loads((folder / "records-1.schema.json").read_text("utf-8"))
    return schema


def _folder(name: str, in_repository: Path) -> Path:
    """Where the package carries the files, else where they lie in a checkout."""
    for folder in (_here / name, in_repository):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"this copy of pytest-backstory has no {name}, which a ClickHouse destination needs")
