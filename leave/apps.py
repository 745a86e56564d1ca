"""The app as Django knows it."""

from django.apps import AppConfig


class LeaveConfig(AppConfig):
    name = "leave"
