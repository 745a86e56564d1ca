from registers.models.bulk_change import BulkChange
from registers.models.column_mapping import ColumnMapping
from registers.models.fire_roll import FireRoll, FireTick
from registers.models.folder_load import FolderLoad
from registers.models.keeping import KeptCopy, Purge
from registers.models.mark import Mark
from registers.models.message import Activity, Message, MessagePupil
from registers.models.plan import Plan
from registers.models.presence import Arrival, Departure
from registers.models.register import Register
from registers.models.reminder import Reminder
from registers.models.removal import Removal, RemovalTelling, RemovalWithdrawal
from registers.models.suspension import Suspension
from registers.models.timetable import Timetable, TimetableReview

__all__ = [
    "Activity",
    "Arrival",
    "BulkChange",
    "ColumnMapping",
    "Departure",
    "FireRoll",
    "FireTick",
    "FolderLoad",
    "KeptCopy",
    "Mark",
    "Message",
    "MessagePupil",
    "Plan",
    "Purge",
    "Register",
    "Reminder",
    "Removal",
    "RemovalTelling",
    "RemovalWithdrawal",
    "Suspension",
    "Timetable",
    "TimetableReview",
]
