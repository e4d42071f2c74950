"""Every check there is on a set of documents. Publishing refuses on an error; staff see them all in `check_rules`."""

from collections.abc import Iterator, Mapping

from helpdesk.editions.documents import Document
from helpdesk.eligibility import RulebookError, read_rulebook
from helpdesk.eligibility.answers.explanation import HIDDEN
from helpdesk.eligibility.proofs.cases import case_faults
from helpdesk.eligibility.proofs.fault import Fault, fault
from helpdesk.policies.drafts import rulebook_faults
from helpdesk.policies.rulebook import rulebook_source

TRANSLATED = {
    "article": ("title", "answer", "body"),
    "topic": ("title", "summary"),
    "region": ("name", "short"),
    "instrument": ("title", "short"),
    "office": ("name",),
}
"""What must stand in both languages before it is published, for the kinds the engine does not read."""

OF_THE_SITE = "using-this-site"
"""The topic of articles that explain the site itself; they say nothing of money or law, so they rest on nothing."""


def findings(documents: Mapping[str, Document]) -> list[Fault]:
    """Every fault of these documents: rules, worked cases, texts, what articles cite, offices of low confidence."""
    found = rulebook_faults(documents)
    unreadable = {"unreadable", "reference", "explodes"} & {fault.code for fault in found}
    return [
        *found,
        *([] if unreadable else worked_cases(documents)),
        *translations(documents),
        *article_bases(documents),
        *weak_offices(documents),
    ]


def of_kind(documents: Mapping[str, Document], kind: str) -> Iterator[tuple[str, Document]]:
    """Key and document of each of a kind."""
    for doc_key, document in documents.items():
        if doc_key.startswith(f"{kind}:"):
            yield doc_key.partition(":")[2], document


def worked_cases(documents: Mapping[str, Document]) -> Iterator[Fault]:
    """Every worked case, run."""
    try:
        rulebook = read_rulebook(rulebook_source(documents))
    except RulebookError:  # told already, with the place
        return
    for key, document in of_kind(documents, "case"):
        yield from case_faults(rulebook, key, document.body)


def translations(documents: Mapping[str, Document]) -> Iterator[Fault]:
    """Texts that one language lacks."""
    for kind, names in TRANSLATED.items():
        for key, document in of_kind(documents, kind):
            for name in names:
                for suffix, language, chinese in (("en", "English", "英文"), ("zh", "Chinese", "中文")):
                    if not document.body[f"{name}_{suffix}"].strip():
                        yield fault(
                            "translation", f"{kind}:{key}", name,
                            f"{kind}:{key}: {name} is missing in {language}. Write it; both are published together.",
                            f"{kind}:{key}：{name}缺少{chinese}。请补上，两种语言要一起发布。",
                        )  # fmt: skip


def article_bases(documents: Mapping[str, Document]) -> Iterator[Fault]:
    """Articles that cite what does not exist or may not be published, and articles without basis or evidence."""
    confidence = {
        f"{key}:{row['key']}": row["confidence"]
        for key, document in of_kind(documents, "instrument")
        for row in document.body["provisions"]
    }
    for key, document in of_kind(documents, "article"):
        cited = [row["provision"] for row in document.body["citations"] if row["provision"]]
        for provision in cited:
            if confidence.get(provision, HIDDEN) == HIDDEN:
                yield fault(
                    "citation", f"article:{key}", provision,
                    f"article:{key} cites {provision}, which does not exist or is of low confidence. Cite another.",
                    f"article:{key}引用的{provision}不存在或可信度低，请换一条依据。",
                )  # fmt: skip
        rests = document.body["citations"] or document.body["evidence"] or document.body["topics"] == [OF_THE_SITE]
        if not rests:
            yield fault(
                "basis", f"article:{key}", key,
                f"article:{key} has neither basis nor evidence. Add where it is known from.",
                f"article:{key}既没有依据也没有来源。请补上。",
            )  # fmt: skip


def weak_offices(documents: Mapping[str, Document]) -> Iterator[Fault]:
    """Offices that rest on low confidence: they may stand in drafts, not in public."""
    for key, document in of_kind(documents, "office"):
        if document.body["confidence"] == HIDDEN:
            yield fault(
                "confidence", f"office:{key}", key,
                f"office:{key} has low confidence; that is not published. Confirm it, or take it out.",
                f"office:{key}可信度低，不能发布。请核实，或删去。",
            )  # fmt: skip
