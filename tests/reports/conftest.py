import pytest

from departments import clock
from tests.reports.stage import BUSINESS_DAY, set_stage


@pytest.fixture
def stage(db):
    """A filled-in evaluation on a day in May 2023."""
    with clock.at(BUSINESS_DAY):
        yield set_stage()
