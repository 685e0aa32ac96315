import pytest

from tests.reports.workbooks.small import set_small


@pytest.fixture
def stage(db):
    return set_small()


@pytest.fixture
def signed_in(client, stage):
    client.force_login(stage.preparer)
    return client
