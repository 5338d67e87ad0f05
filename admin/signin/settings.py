"""What Flask, Flask-WTF and Flask-Security are told, all derived from our own few settings."""

from base64 import urlsafe_b64encode
from collections.abc import Mapping
from datetime import timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

FRESH = timedelta(minutes=15)
ISSUER = "Naltrexone guide, staff"
SECONDS_OF_A_CODE = 30


def settings(config: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **_cookies(config),
        **_passwords(config),
        **_second_factor(config),
        **_ways(),
        **SENTENCES,
    }


def _cookies(config: Mapping[str, Any]) -> dict[str, Any]:
    address = urlsplit(config["STAFF_URL"])
    secure = address.scheme == "https"
    return {
        # With the prefix no neighbour's page can plant a cookie of ours.
        "SESSION_COOKIE_NAME": "__Host-staff" if secure else "staff",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_PATH": "/",
        "TRUSTED_HOSTS": ["localhost", "127.0.0.1", config["HOST"], address.hostname],
        # A form may lie open as long as its session; idle.py ends that.
        "WTF_CSRF_TIME_LIMIT": None,
        # Our pages send no Referer. What it is for, the cookie's prefix does.
        "WTF_CSRF_SSL_STRICT": False,
    }


def _passwords(config: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "SECURITY_PASSWORD_HASH": "argon2",
        "SECURITY_PASSWORD_SCHEMES": ["argon2"],
        "SECURITY_PASSWORD_SALT": config["PASSWORD_PEPPER"],
        "SECURITY_PASSWORD_LENGTH_MIN": 12,
        "SECURITY_PASSWORD_COMPLEXITY_CHECKER": "zxcvbn",
    }


def _second_factor(config: Mapping[str, Any]) -> dict[str, Any]:
    key = config["SECOND_FACTOR_KEY"]
    return {
        "SECURITY_TWO_FACTOR": True,
        "SECURITY_TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
        "SECURITY_TWO_FACTOR_IMPLEMENTATIONS": {"code": "flask_security.twofactor.CodeTfPlugin"},
        # One code before and one after: clocks differ.
        "SECURITY_TWO_FACTOR_AUTHENTICATOR_VALIDITY": SECONDS_OF_A_CODE,
        "SECURITY_TWO_FACTOR_RESCUE_EMAIL": False,
        "SECURITY_TWO_FACTOR_POST_SETUP_VIEW": "/account/",
        "SECURITY_TOTP_SECRETS": {"1": key},
        "SECURITY_TOTP_ISSUER": ISSUER,
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES": True,
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES_N": 10,
        # Without it they would be stored in clear.
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES_KEYS": [_fernet("recovery codes", key)],
    }


def _fernet(purpose: str, key: str) -> bytes:
    return urlsafe_b64encode(sha256(f"{purpose}\0{key}".encode()).digest())


def _ways() -> dict[str, Any]:
    return {
        "SECURITY_CHANGEABLE": True,
        "SECURITY_RETURN_GENERIC_RESPONSES": True,
        "SECURITY_FRESHNESS": FRESH,
        "SECURITY_FRESHNESS_GRACE_PERIOD": timedelta(0),
        "SECURITY_API_ENABLED_METHODS": ["session"],
        "SECURITY_POST_LOGIN_VIEW": "/",
        "SECURITY_POST_LOGOUT_VIEW": "/login",
        "SECURITY_POST_CHANGE_VIEW": "/account/",
        "SECURITY_POST_VERIFY_VIEW": "/account/",
        # Roles come with the person already.
        "SECURITY_JOIN_USER_ROLES": False,
        "SECURITY_CLI_USERS_NAME": None,
        "SECURITY_CLI_ROLES_NAME": None,
        "SECURITY_LOGIN_USER_TEMPLATE": "security/login.html",
        # No mail leaves this process, and no name is looked up.
        "SECURITY_SEND_PASSWORD_CHANGE_EMAIL": False,
        "SECURITY_EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},
    }


# Their sentences where ours are plainer.
SENTENCES = {
    "SECURITY_MSG_GENERIC_AUTHN_FAILED": (
        "That did not match. Check e-mail address and password and try again.",
        "error",
    ),
    "SECURITY_MSG_INVALID_PASSWORD": ("This is not your password.", "error"),
    "SECURITY_MSG_PASSWORD_NOT_PROVIDED": ("Type the password.", "error"),
    "SECURITY_MSG_EMAIL_NOT_PROVIDED": ("Type the e-mail address.", "error"),
    "SECURITY_MSG_INVALID_EMAIL_ADDRESS": ("This is not an e-mail address.", "error"),
    "SECURITY_MSG_RETYPE_PASSWORD_MISMATCH": ("The two passwords differ.", "error"),
    "SECURITY_MSG_PASSWORD_INVALID_LENGTH": (
        "Take at least %(length)s characters, and at most 128.",
        "error",
    ),
    "SECURITY_MSG_PASSWORD_TOO_SIMPLE": (
        "This is too easy to guess. A few unrelated words make a good password.",
        "error",
    ),
    "SECURITY_MSG_PASSWORD_IS_THE_SAME": ("Choose another than the one you have.", "error"),
    "SECURITY_MSG_PASSWORD_CHANGE": (
        "Your password is changed. You are signed out everywhere else.",
        "success",
    ),
    "SECURITY_MSG_REAUTHENTICATION_REQUIRED": (
        "This needs your password again, because some time has passed.",
        "info",
    ),
    "SECURITY_MSG_REAUTHENTICATION_SUCCESSFUL": ("Thank you. Please go on.", "success"),
    "SECURITY_MSG_TWO_FACTOR_INVALID_TOKEN": (
        "This code does not work. Each works once, for half a minute: wait for the next one.",
        "error",
    ),
    "SECURITY_MSG_TWO_FACTOR_LOGIN_SUCCESSFUL": ("You are signed in.", "success"),
    "SECURITY_MSG_TWO_FACTOR_CHANGE_METHOD_SUCCESSFUL": (
        "Your second step is set up.",
        "success",
    ),
    "SECURITY_MSG_TWO_FACTOR_DISABLED": ("You no longer have a second step.", "success"),
    "SECURITY_MSG_TWO_FACTOR_PERMISSION_DENIED": ("Please sign in again.", "info"),
    "SECURITY_MSG_TWO_FACTOR_METHOD_NOT_AVAILABLE": ("Choose one of these.", "error"),
    "SECURITY_MSG_INVALID_RECOVERY_CODE": ("This code does not work. Each works once.", "error"),
    "SECURITY_MSG_INVALID_REDIRECT": ("That address is not on this site.", "error"),
}
