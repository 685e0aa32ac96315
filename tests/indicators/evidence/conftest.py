import pytest

from tests.factories import make_evaluation, make_member
from tests.indicators.evidence.proofs import make_leaf


@pytest.fixture
def preparer(client):
    """Somebody who fills in, signed in."""
    user = make_member()
    client.force_login(user)
    return user


@pytest.fixture
def leaf(preparer):
    return make_leaf(make_evaluation())
