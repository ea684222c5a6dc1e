import logging

import pytest
from shop.cart import Cart
from shop.money import formatted


@pytest.mark.smoke
def test_an_empty_cart_costs_nothing():
    assert Cart().total() == 0


@pytest.mark.smoke
def test_items_add_up(cart):
    assert cart.total() == 3048


class TestDiscounts:
    @pytest.mark.parametrize(
        ("cents", "percent", "expected"),
        [(1000, 10, 900), (999, 10, 899), (995, 10, 896), (1299, 25, 974), (1, 50, 1), (1000, 0, 1000)],
    )
    def test_are_rounded_half_up(self, cents, percent, expected):
        cart = Cart()
        cart.add("tea", cents)
        assert cart.total(percent) == expected

    def test_of_everything_is_free(self, cart):
        assert cart.total(100) == 0


class TestAdding:
    def test_the_same_item_twice_counts_up(self, cart, caplog):
        with caplog.at_level(logging.INFO):
            cart.add("tea", 450)
        assert cart.lines["tea"] == (450, 2)

    @pytest.mark.parametrize("count", [0, -1])
    def test_less_than_one_is_refused(self, count):
        with pytest.raises(ValueError, match="cannot add"):
            Cart().add("tea", 450, count)


@pytest.mark.parametrize(
    ("cents", "shown"), [(0, "0.00 €"), (5, "0.05 €"), (123456, "1234.56 €")], ids=["nothing", "cents", "a lot"]
)
def test_prices_are_shown_in_euros(cents, shown):
    assert formatted(cents) == shown


def test_the_receipt_lists_what_was_bought(cart):
    print("printing the receipt")
    assert cart.receipt() == ["1 x tea", "2 x cups", "gift wrap"]
