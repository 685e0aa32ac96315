"""Counting what a page asks the database."""

from django.db import connection
from django.test.utils import CaptureQueriesContext


def queries_of(client, url, **parameters):
    """Return how many queries it takes to answer `url`, those of the session included."""
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url, parameters)
    assert response.status_code == 200
    return len(queries)
