"""The synthesis of a session: entries, keys, units, order, ids, filters, params, flattening."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from harvested import run_dumping
from suite import PYTEST, Suite

MODULE = """
    import pytest

    @pytest.fixture(params=[1, 2])
    def number(request):
        return f"number {request.param}"

    @pytest.fixture
    def plain():
        return "plain"

    @pytest.fixture(autouse=True)
    def everywhere():
        return None

    @pytest.fixture
    def chosen(request):
        return request.param

    @pytest.mark.parametrize("word", ["hello", "world"])
    def test_words(word, number, plain, results_bag):
        results_bag.length = len(word)

    @pytest.mark.parametrize("chosen", ["x"], indirect=True)
    @pytest.mark.parametrize("value", [{"a": 1}], ids=["a/b"])
    def test_indirect(chosen, value):
        pass

    def test_skipped_in_call():
        pytest.skip("no")

    def test_fails():
        assert False

    @pytest.mark.xfail
    def test_expected_to_fail():
        assert False

    @pytest.mark.xfail(strict=True)
    def test_passes_against_expectation():
        pass

    @pytest.fixture
    def torn():
        yield
        raise ValueError("torn")

    def test_torn_after_passing(torn):
        pass

    def test_torn_after_skipping(torn):
        pytest.skip("no")

    @pytest.fixture
    def broken():
        raise ValueError("broken")

    def test_broken_in_setup(broken):
        pass

    @pytest.mark.skip(reason="no")
    def test_marked():
        pass

    class TestOuter:
        class TestInner:
            @pytest.mark.parametrize("p", [0], ids=["a::0"])
            def test_method(self, p):
                pass

    class TestOther:
        def test_method(self):
            pass

    def documented():
        \"\"\"
        >>> 1 + 1
        2
        \"\"\"
"""
CONFTEST = """
    def outcome_of(call):
        try:
            return call()
        except Exception as error:
            return f"{type(error).__name__}: {error}"

    def pytest_sessionfinish(session):
        import test_it
        from test_it import TestOuter, test_words
        of = get_session_synthesis_dct
        items = {item.name: item for item in session.items}
        first, indirect = items["test_words[1-hello]"], items["test_indirect[a/b-x]"]
        keys = lambda **options: of(session, **options)[first.nodeid]
        formats = {name: list(of(session, test_id_format=name, complete=True))
                   for name in ("full", "module", "class", "function")}
        filters = {"function": test_words, "list": [test_words], "method": TestOuter.TestInner.test_method,
                   "class": TestOuter, "module": "test_it", "part of a module": "test", "nothing": "other"}
        store = get_fixture_store(session)
        dump(
            nested=keys(), details=keys(status_details=True, fixture_store=store),
            milliseconds=list(keys(durations_in_ms=True)), forced=list(keys(pytest_prefix=False)),
            flat=keys(flatten=True), flat_prefix=list(keys(flatten=True, pytest_prefix=True, status_details=True)),
            opened=keys(flatten=True, fixture_store=store, flatten_more="results_bag"),
            opened_list=keys(flatten=True, fixture_store=store, flatten_more=["results_bag"]),
            opened_dict=keys(flatten=True, fixture_store=store, flatten_more={"results_bag": "bag_"}),
            stores=keys(fixture_store=[store, {"mine": {k: 7 for k in of(session)}}, {}])["fixtures"],
            store_by_name=outcome_of(lambda: list(keys(fixture_store="fixture_store")["fixtures"])),
            no_store=outcome_of(lambda: keys(fixture_store="absent")),
            statuses={k.split("::", 1)[1]: v["pytest_status"] for k, v in of(session).items()},
            all_statuses={k.split("::", 1)[1]: (v["pytest_status"], v["pytest_duration_s"])
                          for k, v in of(session, filter_incomplete=False).items()},
            complete={k.split("::", 1)[1]: (v["pytest_status"], v["pytest_duration_s"])
                      for k, v in of(session, complete=True).items()},
            formats=formats, custom=list(of(session, test_id_format=lambda i: i.upper()))[0],
            wrong=outcome_of(lambda: of(session, test_id_format="bogus")),
            collected=[item.nodeid for item in session.items],
            filters={name: list(of(session, filter=each, complete=True, test_id_format="class"))
                     for name, each in filters.items()},
            types=[type(filter_session_items(session)).__name__, type(filter_session_items(session, "x")).__name__],
            same=filter_session_items(session) is session.items,
            matches=[harvest.pytest_item_matches_filter(first, {test_words}),
                     harvest.pytest_item_matches_filter(first, "other")],
            params={k.split("::", 1)[1]: v["pytest_params"] for k, v in of(session).items() if v["pytest_params"]},
            same_object=of(session)[indirect.nodeid]["pytest_params"]["value"] is
                        indirect.callspec.params["value"],
            param_names=get_all_pytest_param_names(session),
            filtered_names=get_all_pytest_param_names(session, filter=test_words),
            item_names=get_pytest_param_names(first),
            fixture_names=[n for n in get_all_pytest_fixture_names(session, filter=test_words) if n in
                           ("everywhere", "number", "plain", "results_bag", "fixture_store", "word", "request")],
            indirect_names="chosen" in get_all_pytest_fixture_names(session),
            status=get_pytest_status(first, durations_in_ms=True)[0][0],
            incomplete=[is_pytest_incomplete(first),
                        is_pytest_incomplete(items["test_marked"])],
            doctests={k: repr(v["pytest_obj"]) for k, v in of(session).items() if k.endswith("documented")},
            constants=[HARVEST_PREFIX, PYTEST_OBJ_NAME, hasattr(first, HARVEST_PREFIX + "call")],
            worker=[get_xdist_worker_id(session), is_main_process(session)],
        )
"""


@pytest.fixture(scope="module")
def dumped(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What one process found out about everything."""
    directory: Path = tmp_path_factory.mktemp("synthesis")
    found, run = run_dumping(
        Suite(directory, directory / "state"), CONFTEST, "--doctest-modules", "test_it.py", test_it=MODULE
    )
    assert found, run.output + run.errors
    return found


def test_an_entry_has_the_documented_keys_in_order(dumped: dict[str, Any]) -> None:
    assert list(dumped["nested"]) == ["pytest_obj", "pytest_status", "pytest_duration_s", "pytest_params"]
    assert list(dumped["details"]) == [
        "pytest_obj",
        "pytest_status",
        "pytest_duration_s",
        "pytest_status_details",
        "pytest_params",
        "fixtures",
    ]
    assert list(dumped["details"]["pytest_status_details"]) == ["setup", "call", "teardown"]
    assert dumped["details"]["pytest_status_details"]["call"] == ["passed", dumped["details"]["pytest_duration_s"]]
    assert dumped["details"]["fixtures"] == {"results_bag": {"length": 5}}
    assert "test_words" in dumped["nested"]["pytest_obj"]


def test_prefix_and_unit_are_in_the_keys(dumped: dict[str, Any]) -> None:
    assert dumped["milliseconds"][2] == "pytest_duration_ms"
    assert dumped["forced"] == ["pytest_obj", "status", "duration_s", "params"]
    assert list(dumped["flat"]) == ["pytest_obj", "status", "duration_s", "word", "number_param"]
    assert dumped["flat_prefix"][:6] == [
        "pytest_obj",
        "pytest_status",
        "pytest_duration_s",
        "pytest_status__setup",
        "pytest_status__call",
        "pytest_status__teardown",
    ]


def test_stores_are_opened_by_name_list_and_prefix(dumped: dict[str, Any]) -> None:
    assert dumped["opened"]["length"] == dumped["opened_list"]["length"] == 5
    assert dumped["opened_dict"]["bag_length"] == 5
    assert "results_bag" not in dumped["opened_dict"]
    assert dumped["stores"] == {"results_bag": {"length": 5}, "mine": 7}
    assert dumped["store_by_name"] == ["results_bag"]
    assert dumped["no_store"].startswith("ValueError: there is no fixture 'absent'")


def test_the_status_is_the_worst_of_the_phases(dumped: dict[str, Any]) -> None:
    statuses = dumped["statuses"]
    assert {
        name: statuses[name] for name in list(statuses) if not name.startswith(("test_words", "test_indirect"))
    } == {
        "test_skipped_in_call": "skipped",
        "test_fails": "failed",
        "test_expected_to_fail": "skipped",
        "test_passes_against_expectation": "failed",
        "test_torn_after_passing": "failed",
        "test_torn_after_skipping": "failed",
        "TestOuter::TestInner::test_method[a::0]": "passed",
        "TestOther::test_method": "passed",
        "test_it.documented": "passed",
    }


@pytest.mark.parametrize(
    ("test", "status"), [("test_broken_in_setup", "failed"), ("test_marked", "skipped")], ids=["failed", "skipped"]
)
def test_tests_that_end_in_setup_are_left_out_unless_asked_for(dumped: dict[str, Any], test: str, status: str) -> None:
    assert test not in dumped["statuses"]
    assert dumped["all_statuses"][test] == ["pending", None]
    assert dumped["complete"][test] == [status, None]
    assert list(dumped["complete"]) == [nodeid.split("::", 1)[1] for nodeid in dumped["collected"]]


def test_ids_have_four_formats_and_any_of_ones_own(dumped: dict[str, Any]) -> None:
    formats = dumped["formats"]
    assert formats["full"] == dumped["collected"]
    assert formats["module"] == formats["full"]
    assert "test_it.py::test_indirect[a/b-x]" in formats["module"]
    assert "TestOuter::TestInner::test_method[a::0]" in formats["class"]
    # Two tests of one formatted id are one entry.
    assert {"test_method[a::0]", "test_method", "test_indirect[a/b-x]"} <= set(formats["function"])
    assert dumped["custom"] == dumped["collected"][0].upper()
    assert dumped["wrong"].startswith("ValueError")
    assert all(name in dumped["wrong"] for name in ("full", "module", "class", "function", "bogus"))


def test_filters_take_objects_unbound_methods_and_whole_module_names(dumped: dict[str, Any]) -> None:
    filters = dumped["filters"]
    words = [f"test_words[{number}-{word}]" for number in (1, 2) for word in ("hello", "world")]
    assert sorted(filters["function"]) == sorted(filters["list"]) == sorted(words)
    assert filters["method"] == ["TestOuter::TestInner::test_method[a::0]"]
    assert filters["class"] == filters["part of a module"] == filters["nothing"] == []
    assert "TestOther::test_method" in filters["module"]
    assert "test_it.documented" not in filters["module"], "a doctest has no object"
    assert dumped["types"] == ["list", "tuple"]
    assert dumped["same"] is True
    assert dumped["matches"] == [True, False]


def test_params_are_the_real_objects_in_the_order_of_fixtures(dumped: dict[str, Any]) -> None:
    assert dumped["params"]["test_words[1-hello]"] == {"word": "hello", "number_param": 1}
    assert list(dumped["params"]["test_words[1-hello]"]) == ["word", "number_param"]
    assert dumped["params"]["test_indirect[a/b-x]"] == {"chosen_param": "x", "value": {"a": 1}}
    assert dumped["same_object"] is True
    assert set(dumped["param_names"]) == {"word", "number_param", "chosen_param", "value", "p"}
    assert dumped["filtered_names"] == dumped["item_names"] == ["word", "number_param"]


def test_fixture_names_are_those_of_the_closure_in_its_order(dumped: dict[str, Any]) -> None:
    assert dumped["fixture_names"] == ["fixture_store", "everywhere", "number", "plain", "results_bag"]
    assert dumped["indirect_names"] is True


def test_the_rest_of_the_names_behaves_as_documented(dumped: dict[str, Any]) -> None:
    assert dumped["status"] == "passed"
    assert dumped["incomplete"] == [False, True]
    assert dumped["doctests"] == {"test_it.py::test_it.documented": "None"}
    assert dumped["constants"] == ["harvest_rep_", "pytest_obj", True]
    assert dumped["worker"] == ["master", True]


def test_the_running_test_is_pending_and_left_out(suite: Suite) -> None:
    module = """
        from conftest import *

        def test_before():
            pass

        def test_asks(request, session_results_dct, module_results_dct):
            everything = get_session_synthesis_dct(request, filter_incomplete=False)
            dump(
                now={k: v["pytest_status"] for k, v in everything.items()},
                asked=list(session_results_dct), module=list(module_results_dct),
                entry=list(session_results_dct["test_it.py::test_before"]),
                status=get_pytest_status(request.node, current_request=request)[0],
            )

        def test_after():
            pass
    """
    found, _ = run_dumping(suite, "", test_it=module)
    assert found["now"] == {
        "test_it.py::test_before": "passed",
        "test_it.py::test_asks": "pending",
        "test_it.py::test_after": "unknown",
    }
    assert found["asked"] == ["test_it.py::test_before"]
    assert found["module"] == ["test_before"]
    assert found["entry"] == ["pytest_obj", "status", "duration_ms", "status_details", "params", "fixtures"]
    assert found["status"] == ["pending", None]


def test_an_entry_of_a_bag_hides_nothing(suite: Suite) -> None:
    module = """
        import pytest

        @pytest.mark.parametrize("size", [3])
        def test_one(size, results_bag):
            results_bag.update(status="mine", size=9, duration_ms=1, other=2)

        def test_without_the_param(results_bag):
            results_bag.size = 4
    """
    conftest = """
        def pytest_sessionfinish(session):
            flat = get_session_synthesis_dct(session, flatten=True, durations_in_ms=True,
                                             fixture_store=get_fixture_store(session), flatten_more="results_bag")
            dump(rows=list(flat.values()))
    """
    found, _ = run_dumping(suite, conftest, test_it=module)
    first, second = found["rows"]
    assert first["status"] == "passed"
    assert first["size"] == 3
    assert {name: first[f"results_bag.{name}"] for name in ("status", "size", "duration_ms")} == {
        "status": "mine",
        "size": 9,
        "duration_ms": 1,
    }
    assert first["other"] == 2
    assert second["results_bag.size"] == 4, "one entry is in one column, in all rows"


@pytest.mark.parametrize(
    "place", ["a last test", "a yielding fixture", "a finalizer", "a hook that imports late"], ids=str
)
def test_data_is_complete_wherever_a_session_ends(suite: Suite, place: str) -> None:
    ends = {
        "a last test": ("", "def test_z_last(session_results_dct):\n    dump(seen=list(session_results_dct))"),
        "a yielding fixture": (
            """
            @pytest.fixture(scope="session", autouse=True)
            def at_the_end(request):
                yield
                dump(seen=list(get_session_results_dct(request.session)))
            """,
            "",
        ),
        "a finalizer": (
            """
            @pytest.fixture(scope="session", autouse=True)
            def at_the_end(request):
                request.addfinalizer(lambda: dump(seen=list(get_session_results_dct(request.session))))
            """,
            "",
        ),
        "a hook that imports late": ("", ""),
    }
    conftest, module = ends[place]
    modules = {"test_it": f"from conftest import *\n\ndef test_one(): pass\n\ndef test_two(): pass\n\n{module}\n"}
    if place == "a hook that imports late":
        # Nothing in this project tells before the end that it will ask.
        suite.write(
            conftest="""
            def pytest_sessionfinish(session):
                import json
                from pytest_backstory.harvest import get_session_results_dct
                seen = get_session_results_dct(session)
                duration = seen["test_it.py::test_one"]["duration_ms"]
                with open("dumped.json", "w") as file:
                    json.dump({"seen": list(seen), "status": seen["test_it.py::test_two"]["status"],
                               "has duration": duration > 0}, file)
            """,
            test_it="def test_one(): pass\n\ndef test_two(): assert False\n",
        )
        run = suite.run()
        found = json.loads((suite.directory / "dumped.json").read_text("utf-8"))
        assert found == {
            "seen": ["test_it.py::test_one", "test_it.py::test_two"],
            "status": "failed",
            "has duration": True,
        }, run.output
        return
    found, run = run_dumping(suite, conftest, **modules)
    assert found.get("seen", [])[:2] == ["test_it.py::test_one", "test_it.py::test_two"], run.output


def test_an_unused_plugin_keeps_nothing_and_imports_nothing(suite: Suite) -> None:
    suite.write(
        test_it="""
        import sys

        def test_it(request):
            assert "pytest_backstory.harvest" not in sys.modules
            assert "pandas" not in sys.modules
            assert not any(name.startswith("harvest") for name in vars(request.node))
            assert not request.config.pluginmanager.has_plugin("backstory-harvest-keeping")
        """
    )
    assert suite.run().exit_status == 0
    assert PYTEST >= (7, 2)


def test_an_empty_project_warns_of_nothing(suite: Suite) -> None:
    suite.write(test_it="def test_it(results_bag, session_results_dct): results_bag.x = 1")
    for arguments in (["-W", "error"], ["-W", "error", "-p", "no:xdist"]):
        run = suite.run(*arguments, "-p", "no:rerunfailures")
        assert run.exit_status == 0, run.output + run.errors
