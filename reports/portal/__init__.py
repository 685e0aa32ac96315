"""The pages around the editions: landing pages and lists, replaced one by one."""

from .writing import write_all_pages, write_pages_of

__all__ = ["write_all_pages", "write_pages_of"]
