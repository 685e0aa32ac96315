"""Everything about one evaluation in one file, for auditors (审计卷宗)."""

from .packing import write_dossier

__all__ = ["write_dossier"]
