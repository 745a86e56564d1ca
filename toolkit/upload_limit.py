"""Stop taking in files that somebody uploads once they are larger than the site takes."""

from django.core.files.uploadhandler import FileUploadHandler, SkipFile

LARGEST_UPLOAD = 100 * 1024 * 1024  # Bytes of all the files of one request together.


class LimitedUpload(FileUploadHandler):
    """The first of the upload handlers: drops the file with which a request grows too large.

    What comes after it is read and thrown away, so that the page can still be answered; the
    request is then known by `is_too_large`.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        request = self.request
        assert request is not None
        taken = getattr(request, "uploaded_bytes", 0) + len(raw_data)
        request.uploaded_bytes = taken  # type: ignore[attr-defined]
        if taken > LARGEST_UPLOAD:
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int | None) -> None:
        """Leave the file to the handlers that follow."""


def is_too_large(request: object) -> bool:
    """Whether files of this request were dropped because of their size."""
    return int(getattr(request, "uploaded_bytes", 0)) > LARGEST_UPLOAD
