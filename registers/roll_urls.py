"""The addresses of leaving the roll, of timetables and of suspensions, below a pupil's."""

from django.urls import path

from registers.views import suspensions, timetables
from registers.views.roll_leave import leave
from registers.views.roll_removal import removal, take_back

app_name = "roll"
PUPIL = "<int:pupil_id>/"
TIMETABLE = f"{PUPIL}timetables/<int:timetable_id>/"
SUSPENSION = f"{PUPIL}suspensions/<int:suspension_id>/"

urlpatterns = [
    path(f"{PUPIL}leave-roll/", leave, name="leave"),
    path(f"{PUPIL}leave-roll/<int:removal_id>/", removal, name="removal"),
    path(f"{PUPIL}leave-roll/<int:removal_id>/take-back/", take_back, name="take_back"),
    path(f"{PUPIL}timetables/part-time/", timetables.part_time, name="part_time"),
    path(f"{PUPIL}timetables/dual/", timetables.dual, name="dual"),
    path(TIMETABLE, timetables.timetable, name="timetable"),
    path(f"{TIMETABLE}end/", timetables.end, name="end_timetable"),
    path(f"{TIMETABLE}reviews/<int:review_id>/", timetables.review, name="review"),
    path(f"{PUPIL}suspensions/new/", suspensions.suspend, name="suspend"),
    path(SUSPENSION, suspensions.suspension, name="suspension"),
    path(f"{SUSPENSION}change/", suspensions.change, name="change_suspension"),
    path(f"{SUSPENSION}withdraw/", suspensions.withdraw, name="withdraw_suspension"),
]
