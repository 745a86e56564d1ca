"""Name the files of a folder from which a school is loaded."""

from registers.loading import mark_rows
from schools.loading import calendar_file, parents_file, pupils_file, school_file, staff_file

FILES = (
    school_file.FILE,
    calendar_file.FILE,
    staff_file.FILE,
    pupils_file.FILE,
    parents_file.FILE,
    mark_rows.FILE,
)
