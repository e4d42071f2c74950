"""What search engines and assistants are told beside the page (schema.org, JSON-LD): only what it shows itself."""

import json
from collections.abc import Iterable
from typing import Any

from django.utils.safestring import SafeString, mark_safe

CONTEXT = "https://schema.org"
# Inside a script element "<" could end it; the two separators are line ends to older readers of JSON in JavaScript.
ESCAPED = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def block(told: dict[str, Any]) -> SafeString:
    """A data block. It is never run, so the policy against scripts in the page does not concern it."""
    text = json.dumps({"@context": CONTEXT, **told}, ensure_ascii=False, separators=(",", ":")).translate(ESCAPED)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')


def faq_page(asked: Iterable[tuple[str, str]], language: str) -> dict[str, Any]:
    """A page of questions, each with the one answer that this site gives. Not a QAPage: readers add no answers."""
    questions = [
        {"@type": "Question", "name": name, "acceptedAnswer": {"@type": "Answer", "text": answer}}
        for name, answer in asked
    ]
    return {"@type": "FAQPage", "inLanguage": language, "mainEntity": questions}


def trail(steps: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """The way from the home page: name and address of each step; the page itself comes last, without an address."""
    elements = [
        {"@type": "ListItem", "position": number, "name": name, **({"item": address} if address else {})}
        for number, (name, address) in enumerate(steps, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": elements}
