"""A small checkout, as its users would test it with pytest."""

import pytest

tries = 0


class TestCheckout:
    @pytest.mark.quick
    def test_adds_up(self):
        print("3 items")
        assert 1 + 2 == 3

    def test_rounds_to_cents(self):
        assert 0.1 + 0.2 == 0.3

    @pytest.mark.flaky(reruns=1)
    def test_asks_the_bank(self):
        global tries
        tries += 1
        assert tries == 2, "the bank did not answer"

    @pytest.mark.parametrize(("means", "fee"), [("card", 2), ("cash", 0)])
    def test_pays(self, means, fee):
        assert fee < 3

    @pytest.mark.description("A sale, from the cart to the receipt.")
    def test_tells_of_itself(self, record_property, record_event, backstory_attach, results_bag):
        record_property("currency", "EUR")
        record_event("paid", {"by": "card"})
        backstory_attach(b"3 items, 30.00 EUR\n", name="receipt.txt")
        results_bag.items = 3
        results_bag.total = 30

    @pytest.mark.skip(reason="no printer")
    def test_prints_a_receipt(self):
        pass


class TestStock:
    @pytest.fixture
    def stock(self):
        raise RuntimeError("no stock today")

    def test_counts_down(self, stock):
        pass
