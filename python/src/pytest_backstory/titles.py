"""Titles that Allure's decorators give tests."""

from __future__ import annotations

import string
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from pytest_backstory.bounds import WORD, cut


def filled(title: str, item: pytest.Item) -> str:
    """The title with its fields filled in from params and fixtures; what is not known stays as it is written."""
    if "{" not in title:
        return cut(title, WORD)
    callspec: Any = getattr(item, "callspec", None)
    known: dict[str, Any] = {"param_id": callspec.id, **callspec.params} if callspec is not None else {}
    known.update(getattr(item, "funcargs", None) or {})
    try:
        return cut(_Lenient().vformat(title, (), known), WORD)
    except Exception:  # a title is the user's text: braces that are no fields, a value whose format raises
        return cut(title, WORD)


class _Lenient(string.Formatter):
    """Leaves fields that are not known as they are."""

    def get_field(self, field_name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> tuple[Any, str]:
        try:
            field: tuple[Any, str] = super().get_field(field_name, args, kwargs)
        except (KeyError, IndexError, AttributeError):
            return f"{{{field_name}}}", field_name
        return field
