"""Folders of files that somebody uploaded, and what became of each."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class FolderLoad(models.Model):
    """One upload: checked first, then loaded when somebody says so; its report is kept.

    place: the folder's name inside the private place of uploads, empty once it is removed.
    said and said_at: the worker's last sign of life, in real time; no word while none has begun.
    answered_by: who said "Load it" or "Do not load"; the loaded marks are signed by them.
    reading: how a file of another system is read (`mapping.reading`); empty for a school's own.
    """

    class State(models.TextChoices):
        MAPPING = "mapping", "Waiting to hear what its columns hold"
        CHECKING = "checking", "Being checked"
        CHECKED = "checked", "Checked, waiting for a yes"
        REFUSED = "refused", "Refused"
        LOADING = "loading", "Being loaded"
        LOADED = "loaded", "Loaded"
        FAILED = "failed", "Stopped by a fault of ours"
        DROPPED = "dropped", "Not wanted"

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.CHECKING)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField()
    files = models.JSONField(default=list, help_text="Name, bytes and SHA-256 of each file.")
    effective = models.DateField(null=True, blank=True)
    reading = models.JSONField(default=dict, blank=True)
    place = models.CharField(max_length=60, blank=True)
    said = models.CharField(max_length=200, blank=True, help_text="The latest word of progress.")
    said_at = models.DateTimeField(null=True, blank=True, help_text="Real time.")
    report = models.JSONField(default=dict, blank=True)
    after_load = models.BigIntegerField(
        null=True, blank=True,
        help_text="The school's last load that the check saw: its act; 0 for none.",
    )  # fmt: skip
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school"],
                condition=Q(state__in=["checking", "loading"]),
                name="one_load_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        "mapping",
                        "checking",
                        "checked",
                        "refused",
                        "loading",
                        "loaded",
                        "failed",
                        "dropped",
                    ]
                ),
                name="a_known_state_of_a_load",
            ),
        ]
        indexes = [models.Index(fields=["school", "uploaded_at"], name="loads_by_time")]

    def __str__(self) -> str:
        return f"{self.state} since {self.uploaded_at}"
