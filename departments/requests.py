"""What a view is asked by: everybody behind the sign-in is one of our users."""

from django.http import HttpRequest

from .models import User


class UserRequest(HttpRequest):
    """A request by a person who has signed in."""

    user: User
