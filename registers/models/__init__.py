from registers.models.mark import Mark
from registers.models.plan import Plan
from registers.models.register import Register

__all__ = ["Mark", "Plan", "Register"]
