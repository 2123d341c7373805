"""What the address of a PostgreSQL may say, and what our driver makes of it.

Its parts and parameters are those of PostgreSQL's own programs, which its owners hand out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

SYSTEM: Final = "system"
"""As `sslrootcert`: whom this machine trusts."""

_TLS: Final = ("TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3")
_CHOICES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "sslmode": ("disable", "allow", "prefer", "require", "verify-ca", "verify-full"),
        "sslnegotiation": ("postgres", "direct"),
        "ssl_min_protocol_version": _TLS,
        "ssl_max_protocol_version": _TLS,
        "target_session_attrs": (
            *("any", "primary", "standby", "prefer-standby", "read-write", "read-only"),
        ),
        "gsslib": ("gssapi", "sspi"),
    }
)
_FILES: Final[tuple[str, ...]] = ("sslrootcert", "sslcert", "sslkey", "sslcrl")
_PASSED_ON: Final = frozenset(
    (
        *("host", "port", "user", "password", "dbname", "database", "passfile", "service"),
        *("sslpassword", "krbsrvname", "application_name", "options", *_FILES, *_CHOICES),
    )
)
"""The driver reads them in an address, or hands them to the server."""

_SECONDS: Final = MappingProxyType(
    {"connect_timeout": "timeout", "command_timeout": "command_timeout"}
)
_COUNTS: Final = ("statement_cache_size", "prepared_statement_cache_size")
"""The driver takes both beside the address, seconds by other names."""

_OTHER_NAMES: Final = MappingProxyType({"ssl": "sslmode", "timeout": "connect_timeout"})
_LEFT_OUT: Final = frozenset(
    (
        *("channel_binding", "client_encoding", "fallback_application_name", "load_balance_hosts"),
        *("gssencmode", "gssdelegation", "sslcompression", "sslsni", "tcp_user_timeout"),
        *("min_protocol_version", "max_protocol_version", "keepalives", "keepalives_idle"),
        *("keepalives_interval", "keepalives_count"),
    )
)
"""Wishes to PostgreSQL's own library, which a connection can do without."""

_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.]{0,60}")
_HOST: Final = re.compile(r"(?P<host>\[[^\[\]]+\]|[^\[\]:,#]*)(?::(?P<port>[0-9]{1,5}))?")
_NUMBER: Final = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,6})?")
_HIGHEST_PORT: Final = 65_535

_PARTS: Final = "PostgreSQL's has a host, a port below 65536, a database"
_UNKNOWN: Final = "PostgreSQL's comes without {name}"
_VALUE: Final = "PostgreSQL's has as {name} {values}"


def usual_form(rest: str) -> str:
    """Give what follows `://` in an address in the form that `wanted` takes; the same of itself.

    Raises `ValueError`, whose text says what is expected of which part, and no value.
    """
    place, _, query = rest.partition("?")
    authority, _, database = place.partition("/")
    account, at, hosts = authority.rpartition("@")
    given = _parameters(query)
    hosts = _hosts(hosts, given)
    named = given.pop("database", "") or given.pop("dbname", "")
    database = named or unquote(database)
    if not database.strip("/") or not (hosts or "host" in given):
        raise ValueError(_PARTS)
    try:
        account = ":".join(quote(unquote(part), safe="") for part in account.split(":", 1))
        written = urlencode(given, quote_via=quote, safe="/:,")
        form = f"{account}{at}{hosts}/{quote(database, safe='/:@')}{written and '?'}{written}"
        urlsplit(f"//{form}")
    except ValueError:  # it has no Unicode text, or what is no address stands in brackets
        raise ValueError(_PARTS) from None
    if "\0" in unquote(form):
        raise ValueError(_PARTS)
    return form


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the driver is told."""

    dsn: str
    """An address of which it understands everything."""
    arguments: Mapping[str, float]
    """What it takes beside that."""
    files: Mapping[str, str]
    """Files that must be there, by the parameter that names them."""
    trusts_system: bool
    """Whether this machine must trust the server's certificate."""


def wanted(form: str) -> Wanted:
    """Say what the driver is told for what `usual_form` gave."""
    place, _, query = form.partition("?")
    given = _parameters(query)
    arguments: dict[str, float] = {}
    for name in _COUNTS:
        if name in given:
            arguments[name] = int(given.pop(name))
    for name, argument in _SECONDS.items():
        seconds = float(given.pop(name, 0))
        if seconds:
            arguments[argument] = seconds
    trusts_system = given.get("sslrootcert") == SYSTEM
    if trusts_system:
        del given["sslrootcert"]
    written = urlencode(given, quote_via=quote)
    files = {name: given[name] for name in _FILES if name in given}
    return Wanted(
        f"postgresql://{place}{written and '?'}{written}", arguments, files, trusts_system
    )


def _parameters(query: str) -> dict[str, str]:
    """Read the parameters that count, by their usual names. Raises `ValueError`."""
    given: dict[str, str] = {}
    for written, value in parse_qsl(query, keep_blank_values=True):
        name, value = _meant(written, value)
        if name in _LEFT_OUT:
            continue
        if name not in _PASSED_ON and name not in _SECONDS and name not in _COUNTS:
            shown = f"the parameter {written}" if _NAME.fullmatch(written) else "such parameters"
            raise ValueError(_UNKNOWN.format(name=shown))
        if not value:
            continue
        if (values := _expected(name, value)) is not None:
            raise ValueError(_VALUE.format(name=name, values=values))
        if name == "host" and name in given:
            value = f"{given[name]},{value}"
        given[name] = value
    return given


def _meant(name: str, value: str) -> tuple[str, str]:
    """Give a parameter as PostgreSQL's own programs write it."""
    if name == "direct_tls":
        return "sslnegotiation", "direct" if value.lower() in {"1", "true"} else ""
    name = _OTHER_NAMES.get(name, name)
    return name, value.replace("_", "-") if name == "sslmode" else value


def _expected(name: str, value: str) -> str | None:
    """Say what a parameter may be; none where it is that."""
    if name in _CHOICES:
        return None if value in _CHOICES[name] else f"one of {', '.join(_CHOICES[name])}"
    if name in _COUNTS:
        return None if _NUMBER.fullmatch(value) and value.isdigit() else "a whole number"
    if name in _SECONDS:
        return None if _NUMBER.fullmatch(value) else "seconds"
    if name == "port":
        return None if all(map(_is_port, value.split(","))) else "a port below 65536"
    if name == "host":
        return None if all(map(_is_place, value.split(","))) else "a host, or a socket's folder"
    return None


def _hosts(hosts: str, given: dict[str, str]) -> str:
    """Give the hosts of an address, none where parameters name others, which count more.

    The port goes with the host, since the driver looks for it there. Raises `ValueError`.
    """
    found = [_HOST.fullmatch(host) for host in hosts.split(",")]
    ports = [form["port"] for form in found if form is not None and form["port"]]
    if None in found or not all(map(_is_port, ports)):
        raise ValueError(_PARTS)
    if "host" in given:
        if len(found) == len(ports) == 1:
            given.setdefault("port", ports[0])
        return ""
    if hosts and not all(form["host"] for form in found if form is not None):
        raise ValueError(_PARTS)
    if len(found) == 1 and "port" in given and hosts:
        return f"{hosts.removesuffix(f':{ports[0]}') if ports else hosts}:{given.pop('port')}"
    return hosts


def _is_place(text: str) -> bool:
    form = _HOST.fullmatch(text)
    is_host = form is not None and form["host"] and (not form["port"] or _is_port(form["port"]))
    return text.startswith("/") or bool(is_host)


def _is_port(text: str) -> bool:
    return text.isascii() and text.isdigit() and 0 < int(text[:6]) <= _HIGHEST_PORT
