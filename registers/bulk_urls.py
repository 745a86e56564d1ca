"""The addresses of what is entered for many pupils at once."""

from django.urls import path

from registers.views.bulk import bulk_list, change, undo
from registers.views.bulk_choose import choose

app_name = "bulk"

urlpatterns = [
    path("", bulk_list, name="list"),
    path("new/", choose, name="choose"),
    path("<int:change_id>/", change, name="change"),
    path("<int:change_id>/undo/", undo, name="undo"),
]
