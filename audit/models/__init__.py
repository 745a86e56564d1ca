from audit.models.act import Act

__all__ = ["Act"]
