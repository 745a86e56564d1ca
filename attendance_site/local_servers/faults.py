"""What can go wrong with the embedded servers, each told in a sentence for the person waiting."""


class ServerFault(Exception):
    """An embedded server cannot be used; str() says why and what to do."""
