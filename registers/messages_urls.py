"""The addresses of messages about absence."""

from django.urls import path

from registers.views.messages import message, message_list
from registers.views.messages_change import change, confirm, end, withdraw
from registers.views.messages_new import new

app_name = "messages"

urlpatterns = [
    path("", message_list, name="list"),
    path("new/", new, name="new"),
    path("<int:message_id>/", message, name="message"),
    path("<int:message_id>/confirm/", confirm, name="confirm"),
    path("<int:message_id>/change/", change, name="change"),
    path("<int:message_id>/end/", end, name="end"),
    path("<int:message_id>/withdraw/", withdraw, name="withdraw"),
]
