"""Who evaluates, for which year, with which money, and how far along it is."""

from .absence import Absence
from .accounts_approval import AccountsApproval
from .audit import AuditEntry
from .authority import Authority, Citation
from .budget import Adjustment, Budget, BudgetLine, Project
from .carried import CarriedText, Origin
from .cycle import Cycle
from .decision import StageDecision, acting_name
from .department import Department
from .draft import Draft
from .evaluation import Evaluation
from .exemption import Exemption
from .management import ManagementItem
from .membership import Membership, Role
from .notice import Notice
from .official import OfficialFigure
from .presence import Presence
from .profile import Duty, Office, Staffing
from .seal import Seal
from .site import SiteConfiguration
from .substitution import Substitution
from .user import User
from .visit import VisitChange

__all__ = [
    "Absence",
    "AccountsApproval",
    "Adjustment",
    "AuditEntry",
    "Authority",
    "Budget",
    "BudgetLine",
    "CarriedText",
    "Citation",
    "Cycle",
    "Department",
    "Draft",
    "Duty",
    "Evaluation",
    "Exemption",
    "ManagementItem",
    "Membership",
    "Notice",
    "Office",
    "OfficialFigure",
    "Origin",
    "Presence",
    "Project",
    "Role",
    "Seal",
    "SiteConfiguration",
    "Staffing",
    "StageDecision",
    "Substitution",
    "User",
    "VisitChange",
    "acting_name",
]
