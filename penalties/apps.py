"""The app as Django knows it."""

from django.apps import AppConfig


class PenaltiesConfig(AppConfig):
    name = "penalties"
