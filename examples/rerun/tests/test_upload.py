import os

import pytest


@pytest.fixture
def service():
    """The address of a service that may be down."""
    if os.environ.get("SERVICE") == "down":
        raise ConnectionRefusedError("the service is down")
    return "https://upload.test"


@pytest.mark.parametrize("size", ["1 kB", "1 MB"])
def test_uploads(service, size):
    assert service.startswith("https://")
    assert size.endswith("B")


def test_refuses_an_empty_file():
    assert not b""


class TestQueue:
    def test_waits_for_the_service(self):
        assert os.environ.get("SERVICE") != "down", "nothing came out of the queue"

    def test_keeps_its_order(self):
        assert sorted([3, 1, 2]) == [1, 2, 3]
