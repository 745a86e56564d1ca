from toolkit.models.demo_clock import DemoClock
from toolkit.models.job_run import JobRun

__all__ = ["DemoClock", "JobRun"]
