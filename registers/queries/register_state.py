"""Tell where the register of a class stands at a moment."""

from datetime import datetime

from registers.models import Register
from registers.queries.session_facts import SessionFacts


def register_state(session: SessionFacts, register: Register | None, at: datetime) -> str:
    """not_open, open, missing (closed, and not submitted), taken, or closed.

    closed: the whole school was, without warning, so that nothing is missing.
    """
    if session.closed:
        return "closed"
    if register is not None and register.is_taken():
        return "taken"
    if not session.has_opened(at):
        return "not_open"
    return "missing" if session.has_closed(at) else "open"
