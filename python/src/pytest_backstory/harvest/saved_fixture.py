"""Storing what a fixture gave, by the test it was made for."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Mapping
from typing import Any, Callable, Optional

from pytest_backstory.harvest.stores import DEFAULT_STORE
from pytest_backstory.harvest.storing import store_value

_Function = Callable[..., Any]
#: A key of the store, and the function whose outcome is stored there; None: the value itself.
_Kept = tuple[str, Optional[Callable[[Any], Any]]]


def saved_fixture(
    store: Any = DEFAULT_STORE,
    key: str | None = None,
    views: Mapping[str, Callable[[Any], Any]] | None = None,
    save_raw: bool | None = None,
) -> Any:
    """Goes under `@pytest.fixture`: the fixture's value is kept in `store[key][node id]`, and so is each view of it.

    `store` is a mapping or the name of a fixture that gives one. `key` is the function's name if not given.
    `save_raw` says whether the value itself is kept: yes without views, no with them, unless it is given.
    """
    if callable(store) and not isinstance(store, (str, Mapping)):
        return saved_fixture()(store)

    def decorate(function: _Function) -> _Function:
        name = key or function.__name__
        raw = save_raw if save_raw is not None else views is None
        kept: list[_Kept] = [*([(name, None)] if raw else []), *(views or {}).items()]
        if isinstance(store, Mapping):
            taken = [str(each) for each, _ in kept if each in store]
            if taken:
                raise ValueError(f"the store holds {', '.join(taken)} already: give the fixture another key")
        return _wrapped(function, store, kept)

    return decorate


def _wrapped(function: _Function, store: Any, kept: list[_Kept]) -> _Function:
    signature = inspect.signature(function)
    added = [
        name for name in ("request", *([store] if isinstance(store, str) else [])) if name not in signature.parameters
    ]

    def split(arguments: dict[str, Any]) -> tuple[Any, Any]:
        request = arguments.pop("request") if "request" in added else arguments["request"]
        if not isinstance(store, str):
            return request, store
        return request, arguments.pop(store) if store in added else arguments[store]

    def save(request: Any, target: Any, value: Any) -> None:
        for name, view in kept:
            store_value(target, name, request, value, view)

    wrapper: Any = _KINDS[_kind_of(function)](function, split, save)
    functools.update_wrapper(wrapper, function)
    wrapper.__signature__ = signature.replace(parameters=_with(signature, added))
    return wrapper  # type: ignore[no-any-return]


def _with(signature: inspect.Signature, added: list[str]) -> list[inspect.Parameter]:
    own = list(signature.parameters.values())
    more = [inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY) for name in added]
    last = [each for each in own if each.kind is inspect.Parameter.VAR_KEYWORD]
    return [*(each for each in own if each not in last), *more, *last]


def _kind_of(function: _Function) -> str:
    if inspect.isasyncgenfunction(function):
        return "async generator"
    if inspect.iscoroutinefunction(function):
        return "coroutine"
    return "generator" if inspect.isgeneratorfunction(function) else "plain"


# Plugins for asyncio tell by its kind what to do with a function: the wrapper is of the kind of what it wraps.
def _plain(function: _Function, split: Any, save: Any) -> Any:
    def plain(*args: Any, **arguments: Any) -> Any:
        target = split(arguments)
        value = function(*args, **arguments)
        save(*target, value)
        return value

    return plain


def _generator(function: _Function, split: Any, save: Any) -> Any:
    def generator(*args: Any, **arguments: Any) -> Any:
        target = split(arguments)
        steps = function(*args, **arguments)
        value = next(steps)
        save(*target, value)
        yield value
        yield from steps

    return generator


def _coroutine(function: _Function, split: Any, save: Any) -> Any:
    async def coroutine(*args: Any, **arguments: Any) -> Any:
        target = split(arguments)
        value = await function(*args, **arguments)
        save(*target, value)
        return value

    return coroutine


def _async_generator(function: _Function, split: Any, save: Any) -> Any:
    async def async_generator(*args: Any, **arguments: Any) -> Any:
        target = split(arguments)
        steps = function(*args, **arguments)
        value = await steps.__anext__()
        save(*target, value)
        yield value
        async for more in steps:
            yield more

    return async_generator


_KINDS = {"plain": _plain, "generator": _generator, "coroutine": _coroutine, "async generator": _async_generator}
