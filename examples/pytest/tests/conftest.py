import pytest
from shop.cart import Cart
from shop.stock import Stock


@pytest.fixture
def cart() -> Cart:
    cart = Cart()
    cart.add("tea", 450)
    cart.add("cup", 1299, 2)
    return cart


@pytest.fixture
def stock() -> Stock:
    return Stock({"tea": 12, "cup": 2})


@pytest.fixture
def payment_service():
    raise ConnectionError("the payment service of the test environment does not answer at pay.example:443")


@pytest.fixture
def audit_log():
    entries: list[str] = []
    yield entries
    if entries:
        raise RuntimeError(f"the audit log was left open with {len(entries)} entries")
