import sys

import pytest


def test_reserving_takes_out(stock):
    assert stock.reserve("tea", 2) == 10


def test_more_than_there_is_cannot_be_reserved(stock):
    with pytest.raises(LookupError, match="only 2 of cup left"):
        stock.reserve("cup", 3)


@pytest.mark.slow
def test_everything_is_counted(stock, record_property):
    counted = stock.recount()
    record_property("counted", counted)
    record_property("warehouse", "north")
    assert counted == 14


@pytest.mark.skip(reason="the warehouse API is not open to tests yet")
def test_the_warehouse_agrees(stock):
    raise AssertionError("never runs")


@pytest.mark.skipif(sys.version_info >= (3,), reason="only Python 2 had that bug")
def test_names_are_text(stock):
    raise AssertionError("never runs")


@pytest.mark.xfail(reason="returns are not implemented")
def test_returning_puts_back(stock):
    stock.put_back("tea")
