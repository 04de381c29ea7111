"""Refusal of what no page can read and no database can store: NUL bytes and lone surrogates."""

from django.utils.translation import gettext_lazy as _

from . import handing_back

IN_ADDRESS = _("The address contains a character that cannot be used. Check the address, or begin at the front page.")
IN_FORM = _("The form contains a character that cannot be stored. Go back, remove it and send the form again.")
TAKEN_OUT = _(
    "The form contained a character that cannot be stored. It is taken out; nothing else has changed. Send your answers again."
)


class UnreadableInput:
    """Answers 400 to characters that would fail in the database (PostgreSQL stores no NUL), each time with a page.

    A cookie that holds such a character is not read: refusing the request would shut a browser out for as long as it
    keeps the cookie.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        for name in [name for name, value in request.COOKIES.items() if _is_unstorable(name + value)]:
            del request.COOKIES[name]
        query = request.META.get("QUERY_STRING", "")
        if _is_unstorable(request.path) or "%00" in query or "\x00" in query:
            return _refused(request, IN_ADDRESS)
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.method != "POST" or not any(
            _is_unstorable(value) for values in request.POST.lists() for value in [values[0], *values[1]]
        ):
            return None
        if handing_back.is_repeatable(request):
            return handing_back.form_again(request, TAKEN_OUT, status=400)
        return _refused(request, IN_FORM)


def _is_unstorable(text: str) -> bool:
    return handing_back.storable(text) != text


def _refused(request, sentence):
    return handing_back.without_database(request, "errors/400.html", {"sentence": sentence}, status=400)
