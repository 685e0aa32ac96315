"""Small pure building blocks without Django."""
