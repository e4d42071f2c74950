"""Is everything said that must be said? Texts of outcomes, questions and facts, in both languages."""

from collections.abc import Iterator

from helpdesk.eligibility.proofs.fault import Fault, fault, warning
from helpdesk.eligibility.rulebook.book import Rulebook
from helpdesk.eligibility.rulebook.outcomes import OUTCOME_TEXTS, Outcome
from helpdesk.eligibility.vocabulary.kinds import FactKind, Verdict
from helpdesk.eligibility.vocabulary.text import Text


def text_faults(rulebook: Rulebook) -> Iterator[Fault]:
    """Texts that are missing, or stand in one language only."""
    for key, outcome in rulebook.outcomes.items():
        yield from outcome_faults(f"outcome:{key}", outcome)
    for key, fact in rulebook.facts.items():
        yield from both(f"fact:{key}", "label", fact.label)
        if fact.derivation is None:
            yield from both(f"fact:{key}", "question", fact.question)
        for option in fact.options:
            yield from both(f"fact:{key}", f"option {option.key}", option.label)
        if fact.kind is FactKind.CHOICE and not fact.options:
            yield fault(
                "options", f"fact:{key}", key, f"{key} is a choice without options.", f"{key}是选择题，却没有选项。"
            )
    for key, exclusion in rulebook.exclusions.items():
        yield from both(f"exclusion:{key}", "message", exclusion.message)
    for key, question in rulebook.questions.items():
        yield from both(f"question:{key}", "title", question.title)
    for key, decision in rulebook.decisions.items():
        yield from both(f"decision:{key}", "title", decision.title)


def outcome_faults(document: str, outcome: Outcome) -> Iterator[Fault]:
    """What an outcome leaves out, and lists that differ in length between the languages."""
    yield from both(document, "title", outcome.title)
    for name in OUTCOME_TEXTS:
        text = outcome.text(name)
        if text:
            yield from both(document, name, text)
    documents = outcome.text("documents")
    counts = len(documents.en.splitlines()), len(documents.zh.splitlines())
    if counts[0] != counts[1]:
        yield fault(
            "documents", document, "documents",
            f"{outcome.key} lists {counts[0]} papers in English and {counts[1]} in Chinese. Both lists name the same.",
            f"{outcome.key}的材料，英文{counts[0]}项，中文{counts[1]}项。两边要一一对应。",
        )  # fmt: skip
    if outcome.deadline is not None and (lacking := outcome.deadline.lacking):
        yield fault(
            "deadline", document, "deadline",
            f"{outcome.key} has a deadline that is only half filled in. Still needed: {lacking.en}. Fill in all of it,"
            " or leave all of it empty.",
            f"{outcome.key}的期限只填了一部分，还缺：{lacking.zh}。请填完整，或全部留空。",
        )  # fmt: skip
    if outcome.verdict is Verdict.DEPENDS and not outcome.text("depends_on"):
        yield fault(
            "depends", document, "depends_on",
            f"{outcome.key} says “it depends” and does not say on what. Name the figure or fact, and whom to ask.",
            f"{outcome.key}说“要看情况”，却没写看什么。请写明要看哪一项、去问谁。",
        )  # fmt: skip
    if outcome.verdict is Verdict.NO and not outcome.text("alternatives"):
        yield warning(
            "alternatives", document, "alternatives",
            f"{outcome.key} says no and does not say what still works.",
            f"{outcome.key}说不可以，却没写还能怎么办。",
        )  # fmt: skip


def both(document: str, name: str, text: Text) -> Iterator[Fault]:
    """A text that lacks a language."""
    for language, language_zh, there in (("English", "英文", text.en), ("Chinese", "中文", text.zh)):
        if not there.strip():
            yield fault(
                "translation", document, name,
                f"{document}: {name} is missing in {language}. Write it; both languages are published together.",
                f"{document}：{name}缺少{language_zh}。请补上，两种语言要一起发布。",
            )  # fmt: skip
