"""Size of the print: the one cookie of the site."""

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from helpdesk.faq.page import page

COOKIE = "text"
YEAR = 365 * 24 * 3600


class Reading(forms.Form):
    """What the address may carry. A wrong size or a foreign `next` is as good as none."""

    text = forms.ChoiceField(choices=[("large", ""), ("normal", "")], required=False)
    next = forms.CharField(max_length=2000, required=False)


def reading(request: HttpRequest) -> HttpResponse:
    """Set the size and go back to `next`; without a size, offer both."""
    form = Reading(request.GET)
    form.is_valid()
    back = safe_address(form.cleaned_data.get("next") or "")
    size = form.cleaned_data.get("text")
    if not size:
        context = {"next": back, "back_label": _("Back"), "large": request.COOKIES.get(COOKIE) == "large"}
        return page(request, "pages/reading.html", context)
    response = HttpResponseRedirect(back)
    if size == "large":
        response.set_cookie(COOKIE, size, max_age=YEAR, samesite="Lax", secure=request.is_secure(), httponly=True)
    else:
        response.delete_cookie(COOKIE, samesite="Lax")
    response["Cache-Control"] = "no-store"
    return response


def safe_address(address: str) -> str:
    """The address if it lies on this site, else the home page: a path, never another host."""
    here = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if here else reverse("pages:home")
