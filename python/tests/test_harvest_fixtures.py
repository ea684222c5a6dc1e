"""Saved fixtures and results bags."""

from __future__ import annotations

from typing import Any

import pytest
from harvested import run_dumping
from suite import Suite

END = """
    def pytest_sessionfinish(session):
        dump(store=dict(get_fixture_store(session)), global_store=dict(GLOBAL), errors=ERRORS)
"""
CONFTEST = (
    """
    GLOBAL = {}
    ERRORS = {}
"""
    + END
)
MODULE = """
    import pytest
    from conftest import *
    from conftest import ERRORS, GLOBAL

    @pytest.fixture
    @saved_fixture
    def bare():
        return "bare"

    @pytest.fixture
    @saved_fixture()
    def called(request):
        return request.node.name

    @pytest.fixture
    @saved_fixture(key="other key")
    def keyed():
        return 1

    @pytest.fixture(scope="module")
    def my_store():
        store = {}
        yield store
        ERRORS["my store"] = store

    @pytest.fixture
    @saved_fixture(store="my_store")
    def in_my_store():
        return 2

    @pytest.fixture
    @saved_fixture(GLOBAL)
    def in_mapping():
        return 3

    @pytest.fixture
    @saved_fixture(GLOBAL)
    def generated():
        yield 4
        ERRORS["torn"] = ERRORS.get("torn", 0) + 1

    @pytest.fixture
    @saved_fixture(views={"size": len, "first": lambda value: value[0]})
    def viewed():
        return "abc"

    @pytest.fixture
    @saved_fixture(views={"raw size": len}, save_raw=True)
    def viewed_and_raw():
        return "abcd"

    @pytest.fixture(scope="session")
    @saved_fixture
    def of_session():
        return "session"

    @pytest.fixture(scope="module", params=[1, 2])
    @saved_fixture
    def of_module(request):
        return request.param

    @pytest.fixture
    @saved_fixture
    def with_default(x=5):
        return x

    def test_a(bare, called, keyed, in_my_store, in_mapping, generated, viewed, viewed_and_raw, with_default):
        assert (bare, viewed, generated) == ("bare", "abc", 4)

    def test_b(of_module):
        pass

    def test_c(of_module, of_session):
        pass

    class TestMethods:
        @pytest.fixture
        @saved_fixture
        def method(self):
            return type(self).__name__

        def test_d(self, method, of_session):
            pass

    @pytest.fixture
    @saved_fixture(views={"failing": lambda value: 1 / 0})
    def badly_viewed():
        return 1

    def test_view(badly_viewed):
        pass

    @pytest.fixture
    @saved_fixture(key="bare")
    def same_key():
        return 1

    def test_same_key(bare, same_key):
        pass

    def test_decorating_twice():
        with pytest.raises(ValueError) as error:
            saved_fixture({"name": {}})(lambda: 1)  # the key is "<lambda>", which is free: no error
            saved_fixture({"name": {}}, key="name")(lambda: 1)
        ERRORS["twice"] = str(error.value)
"""


@pytest.fixture(scope="module")
def dumped(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What one process stored."""
    directory = tmp_path_factory.mktemp("fixtures")
    found, run = run_dumping(Suite(directory, directory / "state"), CONFTEST, test_it=MODULE)
    assert found, run.output + run.errors
    return {**found, "output": run.output}


def stored(dumped: dict[str, Any], key: str) -> dict[str, Any]:
    """What is under a key, by names of tests."""
    return {nodeid.rpartition("::")[2]: value for nodeid, value in dumped["store"][key].items()}


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("bare", {"test_a": "bare", "test_same_key": "bare"}),
        ("called", {"test_a": "test_a"}),
        ("other key", {"test_a": 1}),
        ("size", {"test_a": 3}),
        ("first", {"test_a": "a"}),
        ("raw size", {"test_a": 4}),
        ("viewed_and_raw", {"test_a": "abcd"}),
        ("with_default", {"test_a": 5}),
        ("method", {"test_d": "TestMethods"}),
        ("failing", {}),
    ],
)
def test_values_are_stored_by_key_and_test(dumped: dict[str, Any], key: str, expected: dict[str, Any]) -> None:
    assert stored(dumped, key) == expected
    assert "viewed" not in dumped["store"], "with views the value itself is not kept unless asked for"


def test_wider_scopes_are_stored_for_the_test_that_made_them(dumped: dict[str, Any]) -> None:
    # Tests are grouped by the params of module fixtures: test_b[1], test_c[1], test_b[2], test_c[2].
    assert stored(dumped, "of_module") == {"test_b[1]": 1, "test_b[2]": 2}
    assert stored(dumped, "of_session") == {"test_c[1]": "session"}


def test_stores_of_ones_own_are_mappings_or_fixtures(dumped: dict[str, Any]) -> None:
    assert dumped["global_store"] == {"in_mapping": {"test_it.py::test_a": 3}, "generated": {"test_it.py::test_a": 4}}
    assert dumped["errors"]["my store"] == {"in_my_store": {"test_it.py::test_a": 2}}
    assert dumped["errors"]["torn"] == 1, "a generator is resumed once"


def test_faults_are_told(dumped: dict[str, Any]) -> None:
    assert "name already" in dumped["errors"]["twice"]
    assert "'bare' of test_it.py::test_same_key is stored already" in dumped["output"]
    assert "ZeroDivisionError" in dumped["output"]
    assert "2 errors" in dumped["output"]


def test_a_bag_is_a_dictionary_with_attributes(suite: Suite) -> None:
    suite.write(
        test_it="""
        import pytest
        from pytest_backstory.harvest import ResultsBag, create_results_bag_fixture

        class Mine:
            pass

        STORE = {}
        mine = create_results_bag_fixture(STORE, name="mine", bag_type=Mine)
        second = create_results_bag_fixture("fixture_store", name="second")

        def test_bag(results_bag, fixture_store, request):
            bag = results_bag
            bag.foo = 1
            bag["bar"] = 2
            assert (bag["foo"], bag.bar, dict(bag)) == (1, 2, {"foo": 1, "bar": 2})
            del bag.foo
            assert str(bag) == repr(bag) == "ResultsBag:\\n{'bar': 2}"
            assert hash(bag) == hash(id(bag))
            assert bag == {"bar": 2}
            with pytest.raises(AttributeError):
                bag.absent
            with pytest.raises(AttributeError):
                del bag.absent
            bag["keys"] = 3
            assert callable(bag.keys) and bag["keys"] == 3
            assert fixture_store["results_bag"][request.node.nodeid] is bag

        def test_each_test_has_its_own(results_bag, mine, second, fixture_store, request):
            assert results_bag == {}
            mine.x = 1
            second.y = 2
            assert STORE["mine"][request.node.nodeid] is mine
            assert fixture_store["second"][request.node.nodeid] == {"y": 2}
            assert len(fixture_store["results_bag"]) == 2

        def test_pickles():
            import copy, pickle
            bag = ResultsBag(a=1)
            assert pickle.loads(pickle.dumps(bag)) == copy.deepcopy(bag) == {"a": 1}
            assert type(pickle.loads(pickle.dumps(bag))) is ResultsBag
        """
    )
    run = suite.run()
    assert run.exit_status == 0, run.output


@pytest.mark.needs("pytest_rerunfailures", "xdist")
def test_reruns_keep_every_attempt(suite: Suite) -> None:
    module = """
        import pytest
        from conftest import *

        tries = []

        @pytest.fixture
        @saved_fixture
        def attempt():
            return len(tries)

        @pytest.fixture(scope="session")
        @saved_fixture
        def once():
            return "once"

        @pytest.mark.flaky(reruns=2)
        def test_flaky(attempt, results_bag, once):
            tries.append(1)
            results_bag.tries = len(tries)
            assert len(tries) > 2
    """
    conftest = """
        def pytest_sessionfinish(session):
            if is_main_process(session):
                dump(last=list(get_session_results_dct(session).values())[0]["fixtures"],
                     attempts=list(get_session_attempts_dct(session).values())[0],
                     statuses=[v["pytest_status"] for v in get_session_synthesis_dct(session).values()])
    """
    for arguments in ([], ["-n", "2"]):
        found, run = run_dumping(suite, conftest, *arguments, test_it=module)
        assert run.exit_status == 0, run.output
        assert found["last"] == {"attempt": 2, "results_bag": {"tries": 3}, "once": "once"}
        assert [each["status"] for each in found["attempts"]] == ["failed", "failed", "passed"]
        assert [each["fixtures"]["results_bag"] for each in found["attempts"]] == [{"tries": n} for n in (1, 2, 3)]
        assert found["statuses"] == ["passed"]


def test_fixtures_are_saved_by_name_or_pattern(suite: Suite) -> None:
    module = """
        import pytest
        from conftest import *

        @pytest.fixture
        def service_url():
            yield "http://x"

        @pytest.fixture
        def unnamed():
            return 1

        @pytest.fixture
        @saved_fixture
        def service_name():
            return "x"

        def test_it(service_url, unnamed, service_name, tmp_path):
            pass
    """
    conftest = """
        def pytest_sessionfinish(session):
            dump(store={k: list(v.values())[0] for k, v in get_fixture_store(session).items()})
    """
    (suite.directory / "pytest.ini").write_text("[pytest]\nbackstory_saved_fixtures = service_* tmp_path\n", "utf-8")
    found, run = run_dumping(suite, conftest, test_it=module)
    assert set(found["store"]) == {"service_url", "service_name", "tmp_path"}, run.output
    assert found["store"]["service_url"] == "http://x"
    assert "Path(" in found["store"]["tmp_path"]


def test_coroutines_are_stored_by_their_value(suite: Suite) -> None:
    """The plugin here does what those for asyncio do: it runs functions of these kinds to their value."""
    conftest = """
        import asyncio, functools, inspect

        @pytest.hookimpl(tryfirst=True)
        def pytest_fixture_setup(fixturedef, request):
            function = fixturedef.func
            if inspect.isasyncgenfunction(function):
                def run(**arguments):
                    loop = asyncio.new_event_loop()
                    steps = function(**arguments)
                    yield loop.run_until_complete(steps.__anext__())
                    with pytest.raises(StopAsyncIteration):
                        loop.run_until_complete(steps.__anext__())
                    loop.close()
                fixturedef.func = run
            elif inspect.iscoroutinefunction(function):
                fixturedef.func = lambda **arguments: asyncio.run(function(**arguments))

        def pytest_sessionfinish(session):
            dump(store={k: list(v.values()) for k, v in get_fixture_store(session).items()})
    """
    module = """
        import pytest
        from conftest import *

        @pytest.fixture
        @saved_fixture
        async def awaited():
            return 1

        @pytest.fixture
        @saved_fixture(views={"doubled": lambda value: value * 2})
        async def generated():
            yield 2

        @pytest.fixture
        async def undecorated():
            return 3

        def test_it(awaited, generated, undecorated):
            assert (awaited, generated, undecorated) == (1, 2, 3)
    """
    found, run = run_dumping(suite, conftest, "--backstory-saved-fixtures", "undecorated", test_it=module)
    assert run.exit_status == 0, run.output
    assert found["store"] == {"awaited": [1], "doubled": [2 * 2], "undecorated": [3]}
