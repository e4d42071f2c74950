"""The page of checks: what every check finds in the drafts, and storing a person whom one of them found."""

from django.contrib import admin, messages
from django.contrib.admin.models import ADDITION, LogEntry
from django.core.exceptions import BadRequest, PermissionDenied
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from helpdesk.editions.documents import read_documents
from helpdesk.eligibility.proofs.fault import Severity
from helpdesk.policies.admin.report import example_of, keep, told
from helpdesk.policies.models import Case
from helpdesk.policies.worked_cases import store_example
from helpdesk.publishing.check import findings


@require_safe
def checks(request: HttpRequest) -> HttpResponse:
    """Every finding of the drafts, errors first."""
    documents = read_documents("default")
    found = sorted(findings(documents), key=lambda one: one.severity is not Severity.ERROR)
    errors = sum(one.severity is Severity.ERROR for one in found)
    return render(request, "admin/checks.html", {
        **admin.site.each_context(request),
        "title": _("Checks of the drafts"),
        "documents": len(documents),
        "errors": errors,
        "warnings": len(found) - errors,
        "findings": told(found),
    })  # fmt: skip


@require_POST
def store(request: HttpRequest) -> HttpResponse:
    """Stores the person in the form as a worked case, says so, and goes back to where the button stood."""
    if not request.user.has_perm("policies.add_case"):
        raise PermissionDenied
    try:
        example = example_of(request.POST.get("person", ""))
    except BadSignature as error:
        raise BadRequest("The person in this form was not found by the checks.") from error
    stored = store_example(example)
    sentence = stored.message.get(get_language() or "en")
    (messages.success if stored.is_new else messages.warning)(request, sentence)
    if stored.is_new:
        rows = Case.objects.filter(pk=stored.key)
        LogEntry.objects.log_actions(request.user.pk, rows, ADDITION, change_message="Found by the checks.")
    address = next_page(request)
    if address != reverse("checks"):  # the page of checks lists them by itself
        keep(request)
    return HttpResponseRedirect(address)


def next_page(request: HttpRequest) -> str:
    """Where the form says that it stood, if that is a page of this site; else the page of checks."""
    address = request.POST.get("next", "")
    here = url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()})
    return address if here else reverse("checks")
