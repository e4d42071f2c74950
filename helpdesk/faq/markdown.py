"""Bodies of articles: Markdown without raw HTML, sanitised anyway, links kept in the reader's language."""

import re

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from helpdesk.faq import wording

TAGS = {
    "p", "h2", "h3", "ul", "ol", "li", "strong", "em", "a", "blockquote", "table", "thead", "tbody", "tr", "th", "td",
    "span", "br", "code",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "hreflang"}, "span": {"lang", "class"}, "th": {"scope"}, "ol": {"start"}}

OURS = re.compile(r"^/(?!/|en/|zh-hans/)")
ARTICLE = re.compile(r"^/articles/([a-z0-9-]+)/")


def to_html(text: str, zh: bool, slugs: frozenset[str] = frozenset()) -> SafeString:
    """HTML of `text`; `zh` says which language it is written in. Headings start at level 2.

    A link to an article that is not among `slugs` (those of the edition) leads nowhere, so only its words stay.
    """
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(text)
    for token in tokens:
        if token.tag == "h1":
            token.tag = "h2"
        token.children = within_reach(token.children or [], slugs)
        for child in token.children:
            keep_language(child, zh)
    reader.add_render_rule(
        "text", lambda _self, row, index, _options, _env: str(wording.marked(row[index].content, zh=zh))
    )
    raw = reader.renderer.render(tokens, reader.options, {})
    return mark_safe(nh3.clean(raw, tags=TAGS, attributes=ATTRIBUTES, url_schemes={"http", "https", "tel"}))


def keep_language(token: Token, zh: bool) -> None:
    """Give a link to one of our own addresses the language of the page: /regions/ becomes /en/regions/."""
    href = token.attrGet("href")
    if token.type == "link_open" and isinstance(href, str) and OURS.match(href):
        token.attrSet("href", ("/zh-hans" if zh else "/en") + href)


def within_reach(tokens: list[Token], slugs: frozenset[str]) -> list[Token]:
    """The tokens without links to articles that do not exist."""
    kept, dropping = [], False
    for token in tokens:
        if token.type == "link_open":
            found = ARTICLE.match(str(token.attrGet("href") or ""))
            dropping = found is not None and found[1] not in slugs
        if not (dropping and token.type in {"link_open", "link_close"}):
            kept.append(token)
        dropping = dropping and token.type != "link_close"
    return kept
