import pytest

from departments import clock
from tests.reports.stage import BUSINESS_DAY


@pytest.fixture(autouse=True)
def business_day():
    """Let everything happen on a day in May 2023."""
    with clock.at(BUSINESS_DAY):
        yield
