"""The site as a Django application: its commands, pages and documents."""

from django.apps import AppConfig


class AttendanceSiteConfig(AppConfig):
    name = "attendance_site"
