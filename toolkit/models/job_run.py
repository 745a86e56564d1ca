"""The last runs of the jobs that fall due by the minute."""

from django.db import models
from django.db.models import F, Q


class JobRun(models.Model):
    """One run of a job for one school, claimed before it starts so that it runs once."""

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+")
    job = models.CharField(max_length=60, help_text="The job's name, such as registers.open.")
    due_at = models.DateTimeField(help_text="The moment this run was for.")
    claimed_at = models.DateTimeField(help_text="Real time at which a worker took it.")
    finished_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=1)
    failure = models.TextField(blank=True, help_text="Why the last try failed, without names.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "job", "due_at"], name="one_run_of_a_job"),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(finished_at__gte=F("claimed_at")),
                name="a_run_ends_after_its_claim",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.job} due {self.due_at:%Y-%m-%d %H:%M}"
