"""Where a ClickHouse server is, as whom to speak to it and which names to use there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from pytest_backstory.options import ClickHouse

SCHEMES = {"clickhouse": False, "clickhouses": True}
_identifier = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")


@dataclass(frozen=True)
class Address:
    """The parts of `clickhouse://user:password@host:port/database`, the missing ones from the settings."""

    is_secure: bool
    host: str
    port: int
    user: str
    password: str
    database: str
    table: str

    @property
    def name(self) -> str:
        """The address without secrets."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"clickhouse{'s' if self.is_secure else ''}://{host}:{self.port}/{self.database}"


def is_clickhouse(url: str) -> bool:
    """Whether an address is one of a ClickHouse server."""
    return url.partition("://")[0].lower() in SCHEMES


def address_of(url: str, settings: ClickHouse) -> Address:
    """The address; ValueError for one that is none, and for names that are no plain identifiers."""
    parts = urlsplit(url)
    if not parts.hostname:
        raise ValueError(f"{url!r} is not the address of a ClickHouse server, as clickhouse://127.0.0.1:8123 is")
    is_secure = SCHEMES[parts.scheme]
    return Address(
        is_secure=is_secure,
        host=parts.hostname,
        port=parts.port or (8443 if is_secure else 8123),
        user=unquote(parts.username) if parts.username else settings.user,
        password=unquote(parts.password) if parts.password else settings.password,
        database=_checked(unquote(parts.path.strip("/")) or settings.database, "clickhouse-database"),
        table=_checked(settings.table, "clickhouse-table"),
    )


def _checked(name: str, setting: str) -> str:
    if not _identifier.match(name):
        raise ValueError(
            f"{setting} is {name!r}: it must be a letter or an underscore, then letters, digits and underscores"
        )
    return name
