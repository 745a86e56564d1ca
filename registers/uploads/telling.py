"""Say how far a load is while its own transaction is still open."""

from collections.abc import Callable
from datetime import datetime
from queue import Empty, Queue
from threading import Thread
from types import TracebackType
from typing import Self

from django.db import Error, connection

from registers.models import FolderLoad

SIGN_OF_LIFE_EVERY = 5.0  # Seconds.
LONGEST_SAID = 200


class Telling:
    """Writes each word of progress, and a sign of life between words, into the row of the load.

    It does so in a thread of its own, which has a connection of its own: what the load writes is
    seen by nobody before it commits, and is lost when its worker is killed.
    """

    def __init__(self, *, load_id: int, real: Callable[[], datetime]) -> None:
        self.load_id, self.real = load_id, real
        self.words: Queue[str | None] = Queue()
        self.thread = Thread(target=self._write, name=f"load-{load_id}", daemon=True)

    def __enter__(self) -> Self:
        self.thread.start()
        return self

    def __call__(self, sentence: str) -> None:
        """Say how far it is."""
        self.words.put(sentence[:LONGEST_SAID])

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """Write what was said, and no more; the row is then free for its last change."""
        self.words.put(None)
        self.thread.join()

    def _write(self) -> None:
        last = ""
        try:
            while (word := self._next(last)) is not None:
                last = word
                self._note(word)
        finally:
            connection.close()

    def _next(self, last: str) -> str | None:
        try:
            return self.words.get(timeout=SIGN_OF_LIFE_EVERY)
        except Empty:
            return last

    def _note(self, word: str) -> None:
        facts: dict[str, object] = {"said_at": self.real()} | ({"said": word} if word else {})
        running = [FolderLoad.State.CHECKING, FolderLoad.State.LOADING]
        try:
            FolderLoad.objects.filter(pk=self.load_id, state__in=running).update(**facts)
        except Error:  # The database was away for a moment; the next sign of life tries again.
            connection.close()
