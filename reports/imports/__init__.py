"""Units, people and official figures from files: read, planned, looked at, and then stored whole or not at all."""

from .applying import ImportRefused, apply
from .kinds import HEADINGS, TEMPLATES
from .plan import Change, Plan
from .planning import plan_file, plan_of

__all__ = ["HEADINGS", "TEMPLATES", "Change", "ImportRefused", "Plan", "apply", "plan_file", "plan_of"]
