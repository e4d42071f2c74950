"""While an answer is not certain: the outcomes still possible, what each depends on, and where to find that out."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from helpdesk.eligibility.answers.assessment import Assessment
from helpdesk.eligibility.vocabulary.facts import Fact
from helpdesk.eligibility.vocabulary.kinds import FactKind
from helpdesk.eligibility.vocabulary.text import Text
from helpdesk.eligibility.vocabulary.wording import ELSEWHERE, either
from helpdesk.wizard.steps import Visit


@dataclass(frozen=True)
class Open:
    """A sentence that may be the answer, and the ways that lead to it: answers as pairs of label and value."""

    title: Any
    ways: list[list[tuple[Text, Text]]]


def still_open(found: Visit, portion: Assessment) -> list[Open]:
    """The outcomes still possible. Those that say the same are told once: regions often agree in what they say."""
    alike: dict[Text, list[tuple[tuple[str, Text], ...]]] = {}
    for item in portion.possible:
        alike.setdefault(item.outcome.title, []).append(item.depends)
    facts = found.rulebook.facts
    return [
        Open(
            title, [[(facts[key].label, joined(facts[key], told)) for key, told in way.items()] for way in folded(ways)]
        )
        for title, ways in alike.items()
    ]


def folded(ways: Iterable[Iterable[tuple[str, Text]]]) -> list[dict[str, list[Text]]]:
    """Ways that differ in a single answer as one, with the values of that answer side by side."""
    kept: list[dict[str, list[Text]]] = []
    for way in ways:
        new = {key: [text] for key, text in way}
        for old in (each for each in kept if each.keys() == new.keys()):
            differing = [key for key in old if old[key] != new[key]]
            if len(differing) == 1:
                old[differing[0]] += new[differing[0]]
                break
        else:
            kept.append(new)
    return kept


def joined(fact: Fact, told: list[Text]) -> Text:
    """Places as a list, what is left of the country last; other values as "one or another"."""
    if fact.kind is not FactKind.REGION:
        return either(told)
    places = sorted(told, key=lambda text: ELSEWHERE.en in text.en)
    return Text(", ".join(text.en for text in places), "、".join(text.zh for text in places))


def missing_facts(found: Visit) -> list[Fact]:
    """The facts that would settle what is open, each once; what is worked out is found out where it comes from."""
    book, known = found.rulebook, found.known.values
    keys = dict.fromkeys(key for part in found.answer.portions for item in part.possible for key, _text in item.depends)
    sources = {key: [each for each in book.sources(key) if each not in known] for key in keys}
    return [book.facts[key] for key in dict.fromkeys(each for key in keys for each in sources[key] or [key])]
