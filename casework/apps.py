"""The app as Django knows it."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "casework"
