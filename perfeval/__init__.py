"""The site: settings, checks and addresses."""

__version__ = "0.1.0"
