"""Is a port ours to take? Granian shares its port with whoever asks for that, and says nothing."""

import errno
import socket


def refuse_taken(host: str, port: int) -> None:
    """End the process with a sentence where nobody could be served."""
    try:
        _bind(host, port)
    except OSError as error:
        raise SystemExit(_sentence(host, port, error)) from error


def _bind(host: str, port: int) -> None:
    """As one who does not share: fails beside any other listener."""
    family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind) as plain:
        # Connections that ended a moment ago do no harm.
        plain.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        plain.bind(address)


def _sentence(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is taken: stop what runs there, or choose another with PORT=."
    return f"{host}:{port} cannot be used ({error.strerror}): choose others with HOST= and PORT=."
