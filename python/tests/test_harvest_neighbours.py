"""Harvesting together with plugins that know it, or that it has to know."""

from __future__ import annotations

import os
from typing import Any

import pytest
from harvested import run_dumping
from suite import ROOT, SOURCE, Run, Suite

COMPAT = ROOT / "python" / "compat" / "src"


def run_with_old_name(suite: Suite, *arguments: str) -> Run:
    """Runs the project with the package that is named as pytest-harvest."""
    return suite.run(*arguments, PYTHONPATH=os.pathsep.join((str(SOURCE), str(COMPAT))))


def test_every_old_name_can_be_imported(suite: Suite) -> None:
    suite.write(
        test_it="""
        import inspect
        import pytest
        import pytest_backstory.harvest
        import pytest_harvest
        from pytest_harvest import saved_fixture
        from pytest_harvest.common import HARVEST_PREFIX, get_fixture_value, get_scope, yield_fixture
        from pytest_harvest.fixture_cache import saved_fixture as same
        from pytest_harvest.newhooks import pytest_harvest_xdist_init
        from pytest_harvest.plugin import FIXTURE_STORE, get_session_results_dct, results_bag as fixture
        from pytest_harvest.results_bags import ResultsBag, create_results_bag_fixture
        from pytest_harvest.results_session import _get_filterset, get_persistable_session_items
        from pytest_harvest.xdist_api import get_xdist_worker_id, is_main_process, is_xdist_master, is_xdist_worker

        @yield_fixture(scope="module")
        @saved_fixture
        def number(request):
            assert get_scope(request) == "module"
            yield 1

        def test_names(number, request, fixture_store):
            assert set(pytest_harvest.__all__) <= set(pytest_backstory.harvest.__all__)
            assert get_fixture_value(request, "number") == 1
            assert _get_filterset("word") == {"word"} and _get_filterset([1, 2]) == {1, 2}
            assert fixture_store is FIXTURE_STORE is pytest_harvest.FIXTURE_STORE
            assert (is_xdist_worker(request), is_xdist_master(request)) == (False, False)
            assert list(fixture_store["number"].values()) == [1]

        OLD = {
            "saved_fixture": "store='fixture_store', key=None, views=None, save_raw=None",
            "create_results_bag_fixture": "store, name='results_bag', bag_type=None",
            "get_session_synthesis_dct": "session_or_request, test_id_format='full', status_details=False, "
                "durations_in_ms=False, pytest_prefix=None, filter=None, filter_incomplete=True, flatten=False, "
                "fixture_store=None, flatten_more=None",
            "get_session_results_dct": "session_or_request, fixture_store, results_bag_fixture_name='results_bag'",
            "get_module_results_dct":
                "session_or_request, module_name, fixture_store, results_bag_fixture_name='results_bag'",
            "get_session_results_df": "session_or_request, fixture_store, results_bag_fixture_name='results_bag'",
            "get_module_results_df": "session, module_name, fixture_store, results_bag_fixture_name='results_bag'",
            "get_filtered_results_df": "session, filter=None, test_id_format='full', fixture_store, "
                "results_bag_fixture_name='results_bag'",
            "get_fixture_store": "session_or_request",
            "filter_session_items": "session, filter=None",
            "pytest_item_matches_filter": "item, filter",
            "get_all_pytest_param_names": "session, filter=None, filter_incomplete=False",
            "get_all_pytest_fixture_names": "session, filter=None, filter_incomplete=False",
            "get_pytest_status": "item, durations_in_ms=False, current_request=None",
            "get_pytest_params": "item",
            "get_pytest_param_names": "item",
            "is_pytest_incomplete": "item",
            "is_main_process": "session",
            "get_xdist_worker_id": "session_or_request",
        }

        def written(parameter):
            if parameter.default is inspect.Parameter.empty or parameter.name == "fixture_store" and parameter.default:
                return parameter.name
            return f"{parameter.name}={parameter.default!r}"

        @pytest.mark.parametrize("name", OLD)
        def test_signatures(name, results_bag):
            parameters = inspect.signature(getattr(pytest_harvest, name)).parameters.values()
            old = [each for each in parameters if each.kind is not inspect.Parameter.KEYWORD_ONLY]
            assert ", ".join(map(written, old)).replace("fixture_store=OrderedDict()", "fixture_store") == OLD[name]
        """
    )
    run = run_with_old_name(suite, "-W", "error", "-p", "no:rerunfailures", "-p", "no:asyncio")
    assert run.exit_status == 0, run.output + run.errors


@pytest.mark.needs("pytest_steps", "pandas")
def test_steps_are_harvested_under_the_old_name(suite: Suite) -> None:
    suite.write(
        test_it="""
        import pytest
        from pytest_harvest import get_session_synthesis_dct, saved_fixture
        from pytest_steps import (
            get_all_pytest_param_names_except_step_id, handle_steps_in_results_dct, one_fixture_per_step, test_steps
        )

        @pytest.fixture
        @saved_fixture
        @one_fixture_per_step
        def number():
            return 5

        @test_steps("train", "score")
        @pytest.mark.parametrize("size", [1, 2])
        def test_model(size, step_bag, number):
            step_bag.seconds = size
            yield
            step_bag.accuracy = size / 4
            yield

        def test_synthesis(request, fixture_store, module_results_df):
            found = get_session_synthesis_dct(request, filter=test_model, test_id_format="function", flatten=True,
                                              fixture_store=fixture_store, flatten_more="step_bag")
            by_step = handle_steps_in_results_dct(found, is_flat=True)
            assert list(by_step) == [
                ("test_model[1]", "train"), ("test_model[1]", "score"),
                ("test_model[2]", "train"), ("test_model[2]", "score"),
            ]
            assert type(by_step["test_model[1]", "train"]["number"]) is int
            assert get_all_pytest_param_names_except_step_id(request.session, filter=test_model) == ["size"]
            assert len(module_results_df) == 4
        """
    )
    run = run_with_old_name(suite)
    assert run.exit_status == 0, run.output + run.errors


@pytest.mark.needs("pytest_cases")
def test_lazy_values_of_cases_are_kept_as_they_are(suite: Suite) -> None:
    module = """
        from pytest_cases import lazy_value, parametrize

        def big():
            return ["r", 1]

        @parametrize("a", [lazy_value(big)])
        def test_it(a, results_bag):
            results_bag.a = a
    """
    conftest = """
        def pytest_sessionfinish(session):
            ((name, entry),) = get_session_synthesis_dct(session, test_id_format="function",
                                                        fixture_store=get_fixture_store(session)).items()
            dump(name=name, param=str(entry["pytest_params"]["a"]), bag=entry["fixtures"]["results_bag"])
    """
    found, run = run_dumping(suite, conftest, test_it=module)
    assert found == {"name": "test_it[big]", "param": "big", "bag": {"a": ["r", 1]}}, run.output


@pytest.mark.needs("pytest_asyncio")
def test_values_of_asyncio_fixtures_are_stored(suite: Suite) -> None:
    module = """
        import pytest, pytest_asyncio
        from pytest_backstory.harvest import saved_fixture

        @pytest_asyncio.fixture
        @saved_fixture
        async def awaited():
            return 1

        @pytest_asyncio.fixture
        @saved_fixture
        async def generated():
            yield 2

        @pytest_asyncio.fixture
        async def undecorated():
            return 3

        @pytest.mark.asyncio
        async def test_it(awaited, generated, undecorated, results_bag):
            results_bag.sum = awaited + generated + undecorated
    """
    conftest = """
        def pytest_sessionfinish(session):
            store: dict = get_fixture_store(session)
            dump(store={key: list(values.values()) for key, values in store.items()})
    """
    found, run = run_dumping(suite, conftest, "--backstory-saved-fixtures=undecorated", test_it=module)
    expected: dict[str, Any] = {"awaited": [1], "generated": [2], "undecorated": [3], "results_bag": [{"sum": 6}]}
    assert found.get("store") == expected, run.output
