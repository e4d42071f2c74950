"""Why: the rules that led to an outcome, what they rest on, and which conditions were met."""

from collections.abc import Sequence
from datetime import date

from helpdesk.eligibility.assessment import AppliedRule, Basis, Finding
from helpdesk.eligibility.evaluator import Exploration, all_conditions
from helpdesk.eligibility.regions import NATION, Places
from helpdesk.eligibility.rulebook import Rulebook
from helpdesk.eligibility.rules import Citation, Version
from helpdesk.eligibility.span import ALWAYS, Period
from helpdesk.eligibility.vocabulary import BasisKind, Role, State
from helpdesk.eligibility.wording import condition_text

HIDDEN = "low"


def applied_versions(exploration: Exploration) -> tuple[Version, ...]:
    """The versions behind a settled answer, special before general.

    Those that remained for every person possible; where no single one did, all that remained for some.
    """
    remaining = [frozenset(leaf.versions) for leaf in exploration.leaves]
    shared = frozenset.intersection(*remaining) or frozenset.union(*remaining)
    rulebook = exploration.rulebook

    def place(version: Version) -> tuple[int, str, int]:
        region = rulebook.rule_by_key[version.rule].region
        return (-len(rulebook.regions.line(region)), version.rule, version.number)

    return tuple(sorted(shared, key=place))


def in_force(rulebook: Rulebook, citation: Citation, on: date) -> bool:
    """Whether a citation is shown on a day: in force then, or governing past facts; low confidence is staff's alone."""
    hidden = citation.kind is BasisKind.PROVISION and rulebook.provisions[citation.key].confidence == HIDDEN
    return on in basis_period(rulebook, citation) and not hidden


def basis_period(rulebook: Rulebook, citation: Citation) -> Period:
    """The days on which a citation is a basis."""
    if citation.kind is BasisKind.PRACTICE or citation.role is Role.GOVERNS_PAST:
        return ALWAYS
    if citation.kind is BasisKind.LOCAL_DOCUMENT:
        return rulebook.instruments[citation.key].period
    return rulebook.provisions[citation.key].period


def bases(rulebook: Rulebook, versions: Sequence[Version], on: date) -> tuple[Basis, ...]:
    """What the versions rest on that day, each basis once; a provision gives way to one that comes before it."""
    shown: dict[tuple[BasisKind, str], Basis] = {}
    for version in versions:
        for cited in version.citations:
            if in_force(rulebook, cited, on):
                basis = Basis(cited.kind, cited.key, cited.role, cited.leads, version.rule)
                shown.setdefault((cited.kind, cited.key or cited.leads.en), basis)
    keys = {basis.key for basis in shown.values() if basis.kind is BasisKind.PROVISION}
    return tuple(
        basis
        for basis in shown.values()
        if basis.kind is not BasisKind.PROVISION or not keys & set(rulebook.provisions[basis.key].yields_to)
    )


def findings(exploration: Exploration, versions: Sequence[Version]) -> tuple[Finding, ...]:
    """The conditions of the applied versions, then the first unmet condition of each exception to them."""
    applied = {version.rule for version in versions}
    region = _region(exploration)
    excepting = [
        version
        for version in exploration.versions(region)
        if applied & set(exploration.rulebook.rule_by_key[version.rule].exception_to) and version.rule not in applied
    ]
    found = [_finding(exploration, version, number) for version in versions for number in range(_count(version))]
    found += [unmet for version in excepting if (unmet := _first_unmet(exploration, version))]
    seen: dict[tuple[str, str], Finding] = {}
    for finding in found:
        seen.setdefault((finding.fact, finding.condition), finding)
    return tuple(seen.values())


def _count(version: Version) -> int:
    return len(all_conditions(version))


def _finding(exploration: Exploration, version: Version, number: int) -> Finding:
    condition = all_conditions(version)[number]
    rulebook = exploration.rulebook
    state = condition.state(exploration.possible(condition.fact, {}), rulebook.regions)
    text = condition_text(rulebook.facts[condition.fact], condition, rulebook.regions)
    return Finding(condition.fact, condition.text, state, text, version.rule)


def _first_unmet(exploration: Exploration, version: Version) -> Finding | None:
    for number in range(_count(version)):
        finding = _finding(exploration, version, number)
        if finding.state is not State.MET:
            return finding
    return None


def _region(exploration: Exploration) -> str:
    places = exploration.known.values.get(exploration.decision.region_fact)
    return min(places.inside) if isinstance(places, Places) else NATION


def rules_of(exploration: Exploration, versions: Sequence[Version]) -> tuple[AppliedRule, ...]:
    """Each applied rule with its region; inherited when that is not the region the person named."""
    rulebook, own = exploration.rulebook, _region(exploration)
    return tuple(
        AppliedRule(
            version.rule,
            rulebook.rule_by_key[version.rule].region,
            rulebook.rule_by_key[version.rule].region != own,
            version.number,
            version.start_known,
            version.evidence,
        )
        for version in versions
    )
