"""One's own account, and the sign of life of an open page."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_login import current_user

from admin import noticing, roles
from admin.access import Permission
from admin.noticing import Noticing


class AccountView(Noticing):
    needs = {"index_view": None, "stay": None, "notices_view": Permission.READ_ENROLLMENTS}

    def __init__(self) -> None:
        super().__init__("My account", endpoint="account", url="/account")

    def is_visible(self) -> bool:
        """Not in the menu: it stands beside the person's name."""
        return False

    @expose("/")
    def index_view(self) -> ResponseReturnValue:
        return render_template(
            "staff/account.html",
            roles=roles.named(current_user.role_names),
            required=current_user.check_tf_required_setup(),
            codes=len(current_user.mf_recovery_codes),
            **noticing.told(),
        )

    @expose("/stay")
    def stay(self) -> ResponseReturnValue:
        """Asked while somebody types: any request keeps the session open."""
        return "", 204
