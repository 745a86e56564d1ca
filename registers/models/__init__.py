from registers.models.folder_load import FolderLoad
from registers.models.keeping import KeptCopy, Purge
from registers.models.mark import Mark
from registers.models.plan import Plan
from registers.models.register import Register
from registers.models.removal import Removal, RemovalWithdrawal
from registers.models.suspension import Suspension
from registers.models.timetable import Timetable, TimetableReview

__all__ = [
    "FolderLoad",
    "KeptCopy",
    "Mark",
    "Plan",
    "Purge",
    "Register",
    "Removal",
    "RemovalWithdrawal",
    "Suspension",
    "Timetable",
    "TimetableReview",
]
