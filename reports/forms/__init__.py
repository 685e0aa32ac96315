"""Forms of the steps between entry and the public."""
