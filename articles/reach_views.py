"""Where the pages of articles tell that they were opened and read."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from hub.rate_limits import Scope, seconds_to_wait
from hub.transactions import BusyError

from .reach import count_reach, is_robot


@csrf_exempt
@require_POST
def reach(request, slug: str):
    """Count `event` (view or read) of `version`. The answer is empty, and the same whether anything was counted or not.

    No token is asked for, because none can stand on a page that is the same for everybody. Other sites could only add
    to the counts of an article, and browsers name them in Sec-Fetch-Site. Reads no cookie and sets none.
    """
    now = timezone.now()
    if wait := seconds_to_wait(request, Scope.REACH, now=now):
        return HttpResponse(status=429, headers={"Retry-After": str(wait)})
    is_ours = request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
    if is_ours and not is_robot(request.headers.get("User-Agent", "")):
        try:
            count_reach(slug=slug, number=request.POST.get("version", ""), event=request.POST.get("event", ""), now=now)
        except BusyError:
            return HttpResponse(status=503)
    return HttpResponse(status=204)
