from audit.models.act import Act
from audit.models.look import Look

__all__ = ["Act", "Look"]
