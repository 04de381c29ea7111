"""The forms of django-allauth, with their fields named in the words of this site."""

from allauth.account import forms
from allauth.mfa.base.forms import AuthenticateForm as SecondFactor
from allauth.mfa.base.forms import ReauthenticateForm as SecondFactorAgain
from allauth.mfa.totp.forms import ActivateTOTPForm as Activate
from allauth.mfa.webauthn.forms import AddWebAuthnForm as AddKey
from django.utils.translation import gettext_lazy as _

LABELS = {
    "login": _("E-mail address"),
    "email": _("E-mail address"),
    "oldpassword": _("Current password"),
    "password": _("Password"),
    "password1": _("Password"),
    "password2": _("Password, once more"),
    "remember": _("Stay signed in on this device"),
    "code": _("Code"),
    "name": _("Name of the key"),
    "passwordless": _("Sign in with this key alone"),
}
HINTS = {
    "password": "",
    "passwordless": _("It then asks for your fingerprint, face or PIN, and no password is needed."),
}


class PlainWords:
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = LABELS.get(name, field.label)
            field.help_text = HINTS.get(name, field.help_text)
            field.widget.attrs.pop("placeholder", None)


class LoginForm(PlainWords, forms.LoginForm):
    pass


class SignupForm(PlainWords, forms.SignupForm):
    pass


class AddEmailForm(PlainWords, forms.AddEmailForm):
    pass


class ChangePasswordForm(PlainWords, forms.ChangePasswordForm):
    pass


class SetPasswordForm(PlainWords, forms.SetPasswordForm):
    pass


class ResetPasswordForm(PlainWords, forms.ResetPasswordForm):
    pass


class ResetPasswordKeyForm(PlainWords, forms.ResetPasswordKeyForm):
    pass


class RequestLoginCodeForm(PlainWords, forms.RequestLoginCodeForm):
    pass


class ReauthenticateForm(PlainWords, forms.ReauthenticateForm):
    pass


class AuthenticateForm(PlainWords, SecondFactor):
    pass


class ReauthenticateMFAForm(PlainWords, SecondFactorAgain):
    pass


class ActivateTOTPForm(PlainWords, Activate):
    pass


class AddWebAuthnForm(PlainWords, AddKey):
    pass
