"""What changes the organisation, the round and the unit's figures; every change is recorded."""

from .accounts import record_export
from .accounts_approval import remind_of_publication, save_approval
from .carrying import Source, carry, confirm
from .decisions import hands_on, needs_another
from .drafts import Fields, discard_draft, draft_of, keep_draft
from .entry import Locked, StaleRow, open_for_entry, why_locked
from .evaluations import advance, begin_review, open_evaluation, state_of
from .exemptions import ExemptionRefused, allow_exemption
from .extensions import ExtensionRefused, extend_deadline
from .mailing import mail_notices
from .organisation import BelowItself, add_department, change_department
from .people import (
    OwnAccount,
    add_membership,
    add_user,
    change_user,
    open_account,
    remove_membership,
    reset_password,
)
from .presence import end_presence, forget_absent, note_presence, others_present
from .records import remove, store
from .reminders import ReminderRefused, mark_seen, remind, remind_due
from .reviewing import why_not_reviewing
from .screens import Collision, StaleRows, save_screen
from .sealing import log_head, seal_log
from .substitutions import SubstitutionRefused, arrange_substitution, end_substitution
from .visits import end_idle_visits, end_visits

__all__ = [
    "BelowItself",
    "Collision",
    "ExemptionRefused",
    "ExtensionRefused",
    "Fields",
    "Locked",
    "OwnAccount",
    "ReminderRefused",
    "Source",
    "StaleRow",
    "StaleRows",
    "SubstitutionRefused",
    "add_department",
    "add_membership",
    "add_user",
    "advance",
    "allow_exemption",
    "arrange_substitution",
    "begin_review",
    "carry",
    "change_department",
    "change_user",
    "confirm",
    "discard_draft",
    "draft_of",
    "end_idle_visits",
    "end_presence",
    "end_substitution",
    "end_visits",
    "extend_deadline",
    "forget_absent",
    "hands_on",
    "keep_draft",
    "log_head",
    "mail_notices",
    "mark_seen",
    "needs_another",
    "note_presence",
    "open_account",
    "open_evaluation",
    "open_for_entry",
    "others_present",
    "record_export",
    "remind",
    "remind_due",
    "remind_of_publication",
    "remove",
    "remove_membership",
    "reset_password",
    "save_approval",
    "save_screen",
    "seal_log",
    "state_of",
    "store",
    "why_locked",
    "why_not_reviewing",
]
