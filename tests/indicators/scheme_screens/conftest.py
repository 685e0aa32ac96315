import pytest

from departments.models import Role
from indicators.models import Scheme
from indicators.services import install_schemes
from tests.factories import make_department, make_member


@pytest.fixture
def administrator(client):
    administrator = make_member(Role.ADMINISTRATOR, make_department("1", "某区"))
    client.force_login(administrator)
    return administrator


@pytest.fixture
def scheme(db):
    """The scheme of Donghu, used by nobody yet."""
    install_schemes()
    return Scheme.objects.get(name="donghu")
