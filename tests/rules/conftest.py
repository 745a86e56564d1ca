"""Let property tests judge the rules and not the speed of the machine."""

from hypothesis import settings

settings.register_profile("rules", deadline=None, derandomize=True)
settings.load_profile("rules")
