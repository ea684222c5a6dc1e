"""Harvesting under xdist: everything arrives on the controller, whatever happens to a value or to a worker."""

from __future__ import annotations

import json
from typing import Any

import pytest
from harvested import run_dumping
from suite import Suite

pytest.importorskip("xdist", reason="needs pytest-xdist")

CONFTEST = """
    def pytest_sessionfinish(session):
        if is_main_process(session):
            everything = get_session_synthesis_dct(session, filter_incomplete=False,
                                                   fixture_store=get_fixture_store(session))
            dump(
                statuses={k: v["pytest_status"] for k, v in everything.items()},
                complete={k: v["pytest_status"] for k, v in get_session_synthesis_dct(session, complete=True).items()},
                params={k: v["pytest_params"] for k, v in everything.items()},
                fixtures={k: v["fixtures"] for k, v in everything.items()},
                objects={k: repr(v["pytest_obj"]) for k, v in everything.items()},
                bags=list(get_fixture_store(session).get("results_bag", {})),
                names=[get_all_pytest_param_names(session), get_all_pytest_fixture_names(session)],
                filtered=list(get_session_synthesis_dct(session, filter="test_it", test_id_format="function")),
                worker=get_xdist_worker_id(session), default_folder=pathlib.Path(".xdist_harvested").exists(),
                shared=list(get_fixture_store(session).get("shared", {}).values()),
            )
        else:
            dump_worker = pathlib.Path(f"worker-{get_xdist_worker_id(session)}")
            dump_worker.write_text(str(is_main_process(session)))
"""
MODULE = """
    import dataclasses, os, pytest, time
    from pytest_backstory.harvest import saved_fixture

    @dataclasses.dataclass
    class Point:
        x: int

    @pytest.fixture(scope="session")
    @saved_fixture
    def shared():
        return []

    @pytest.mark.parametrize("n", range(8))
    def test_n(n, results_bag, shared):
        shared.append(n)
        results_bag.n = n
        results_bag.point = Point(n)
        if n == 3:
            results_bag.function = lambda: 1
            results_bag.nested = {"good": [1, Point(2)], "bad": [2, open(os.devnull)]}
        if n in (1, 4):
            time.sleep(0.1)

    @pytest.mark.parametrize("point", [Point(7)])
    def test_object(point):
        pass

    @pytest.mark.skip
    def test_skipped():
        pass

    def test_last(results_bag):
        results_bag.q = 1
        if os.environ.get("CRASH"):
            os._exit(1)
"""
IDS = [f"test_it.py::test_n[{n}]" for n in range(8)]


@pytest.fixture(scope="module")
def dumped(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the controller of two workers harvested."""
    directory = tmp_path_factory.mktemp("xdist")
    found, run = run_dumping(Suite(directory, directory / "state"), CONFTEST, "-n", "2", test_it=MODULE)
    assert found, run.output + run.errors
    workers = {file.name: file.read_text("utf-8") for file in directory.glob("worker-*")}
    return {**found, "output": run.output, "workers": workers}


def test_everything_is_there_in_the_order_of_collection(dumped: dict[str, Any]) -> None:
    assert list(dumped["statuses"]) == [
        *IDS,
        "test_it.py::test_object[point0]",
        "test_it.py::test_skipped",
        "test_it.py::test_last",
    ]
    assert set(list(dumped["statuses"].values())[:9]) == {"passed"}, "no test is unknown"
    assert dumped["complete"]["test_it.py::test_skipped"] == "skipped"
    assert dumped["bags"] == [*IDS, "test_it.py::test_last"]
    assert dumped["filtered"] == [*(f"test_n[{n}]" for n in range(8)), "test_object[point0]", "test_last"]
    assert dumped["worker"] == "master"
    assert set(dumped["workers"].values()) == {"False"}


def test_values_are_the_objects_of_the_workers(dumped: dict[str, Any]) -> None:
    assert dumped["params"]["test_it.py::test_object[point0]"] == {"point": "Point(x=7)"}
    assert dumped["params"][IDS[5]] == {"n": 5}
    assert dumped["fixtures"][IDS[5]]["results_bag"] == {"n": 5, "point": "Point(x=5)"}
    assert dumped["objects"][IDS[5]].startswith("<function test_n at")
    assert dumped["names"][0] == ["n", "point"]
    assert {"results_bag", "shared"} <= set(dumped["names"][1])


def test_what_changed_after_its_test_arrives_as_it_was_at_the_end(dumped: dict[str, Any]) -> None:
    assert sorted(number for numbers in dumped["shared"] for number in numbers) == list(range(8))


def test_one_value_that_cannot_be_pickled_costs_itself_only(dumped: dict[str, Any]) -> None:
    bag = dumped["fixtures"][IDS[3]]["results_bag"]
    assert bag["n"] == 3
    assert bag["point"] == "Point(x=3)"
    assert bag["function"].startswith("<not carried: <function")
    assert bag["nested"]["good"] == [1, "Point(x=2)"]
    assert bag["nested"]["bad"][0] == 2
    assert bag["nested"]["bad"][1].startswith("<not carried:")
    assert "a value of 'results_bag' stayed in gw" in dumped["output"]


def test_the_default_makes_no_folder(dumped: dict[str, Any]) -> None:
    assert dumped["default_folder"] is False


def test_a_crash_costs_the_unfinished_test_only(suite: Suite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRASH", "yes")
    found, run = run_dumping(suite, CONFTEST, "-n", "2", "-W", "error", test_it=MODULE)
    assert "crashed while running" in run.output
    assert "INTERNALERROR" not in run.output + run.errors
    assert found["bags"] == IDS
    assert [found["statuses"][nodeid] for nodeid in IDS] == ["passed"] * 8
    assert found["statuses"]["test_it.py::test_last"] == "pending"
    assert found["complete"]["test_it.py::test_last"] == "failed"
    assert found["params"][IDS[6]] == {"n": 6}


HOOKS = """
    import pickle

    FOLDER = pathlib.Path("mine")

    def pytest_harvest_xdist_init():
        FOLDER.mkdir()
        return True

    def pytest_harvest_xdist_worker_dump(worker_id, session_items, fixture_store):
        (FOLDER / worker_id).write_bytes(pickle.dumps((session_items, fixture_store)))
        return True

    def pytest_harvest_xdist_load():
        return {file.name: pickle.loads(file.read_bytes()) for file in FOLDER.iterdir()}

    def pytest_harvest_xdist_cleanup():
        dump(files=sorted(file.name for file in FOLDER.iterdir()))
        return True

    def pytest_sessionfinish(session):
        if is_main_process(session):
            everything = get_session_synthesis_dct(session, filter_incomplete=False,
                                                   fixture_store=get_fixture_store(session))
            dump(bags={k: v["fixtures"].get("results_bag") for k, v in everything.items()},
                 params=[v["pytest_params"] for v in everything.values()])
"""


def test_a_project_can_carry_results_in_its_own_way(suite: Suite) -> None:
    module = """
        import pytest

        @pytest.mark.parametrize("n", range(4))
        def test_n(n, results_bag):
            results_bag.n = n
    """
    found, run = run_dumping(suite, HOOKS, "-n", "2", test_it=module)
    assert run.exit_status == 0, run.output + run.errors
    assert found["files"] == ["gw0", "gw1"]
    assert list(found["bags"].values()) == [{"n": n} for n in range(4)]
    assert found["params"] == [{"n": n} for n in range(4)]


@pytest.mark.parametrize("arguments", [[], ["-p", "no:xdist"], ["-n", "0"], ["-n", "2"]], ids=" ".join)
def test_it_is_the_same_with_and_without_workers(suite: Suite, arguments: list[str]) -> None:
    module = "def test_a(results_bag):\n    results_bag.x = 1\n\ndef test_b():\n    assert False\n"
    found, run = run_dumping(suite, CONFTEST, *arguments, test_it=module)
    assert "INTERNALERROR" not in run.output + run.errors
    assert found["statuses"] == {"test_it.py::test_a": "passed", "test_it.py::test_b": "failed"}
    assert found["fixtures"]["test_it.py::test_a"] == {"results_bag": {"x": 1}}


def test_a_value_whose_class_is_not_on_the_controller_is_told(suite: Suite) -> None:
    module = """
        import sys, types

        def test_ghost(results_bag):
            ghosts = sys.modules["ghosts"] = types.ModuleType("ghosts")
            exec("class Ghost: pass", ghosts.__dict__)
            results_bag.ghost = ghosts.Ghost()
            results_bag.beside = 2

        def test_other(results_bag):
            results_bag.x = 1
    """
    found, run = run_dumping(suite, CONFTEST, "-n", "1", test_it=module)
    bag = found["fixtures"]["test_it.py::test_ghost"]["results_bag"]
    assert bag["ghost"].startswith("<not carried: a value whose class is not here")
    assert bag["beside"] == 2
    assert found["fixtures"]["test_it.py::test_other"] == {"results_bag": {"x": 1}}
    assert "a value of 'results_bag' cannot be read here" in run.output


def test_a_conftest_that_imports_late_has_the_params_of_workers(suite: Suite) -> None:
    suite.write(
        conftest="""
        def pytest_sessionfinish(session):
            import json
            from pytest_backstory.harvest import get_session_synthesis_dct, is_main_process
            if is_main_process(session):
                found = get_session_synthesis_dct(session)
                with open("dumped.json", "w") as file:
                    json.dump([[entry["pytest_status"], entry["pytest_params"]] for entry in found.values()], file)
        """,
        test_it="""
        import pytest

        @pytest.mark.parametrize("n", range(3))
        def test_n(n):
            assert n < 2
        """,
    )
    run = suite.run("-n", "2")
    found = json.loads((suite.directory / "dumped.json").read_text("utf-8"))
    assert found == [["passed", {"n": 0}], ["passed", {"n": 1}], ["failed", {"n": 2}]], run.output


@pytest.mark.parametrize("workers", [[], ["-n", "2"]], ids=["alone", "workers"])
def test_items_of_other_kinds_are_harvested_too(suite: Suite, workers: list[str]) -> None:
    conftest = """
        class Line(pytest.Item):
            fixturenames = 7  # nothing that could be read

            def runtest(self):
                assert "bad" not in self.name

        class Lines(pytest.File):
            def collect(self):
                return [Line.from_parent(self, name=line) for line in self.path.read_text().splitlines()]

        def pytest_collect_file(parent, file_path):
            if file_path.suffix == ".lines":
                return Lines.from_parent(parent, path=file_path)

        def pytest_sessionfinish(session):
            if is_main_process(session):
                dump(statuses={k: v["pytest_status"] for k, v in get_session_synthesis_dct(session).items()})
    """
    (suite.directory / "some.lines").write_text("good\nbad\n", "utf-8")
    found, run = run_dumping(suite, conftest, *workers, "--backstory-synthesis=table.csv", test_it="")
    assert found["statuses"] == {"some.lines::good": "passed", "some.lines::bad": "failed"}, run.output + run.errors
    assert (suite.directory / "table.csv").read_text("utf-8").startswith("test,status,duration_ms\nsome.lines::good,")
