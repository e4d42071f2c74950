"""Why: the rules that led to an outcome, what they rest on, and which conditions were met."""

from collections.abc import Sequence
from datetime import date

from helpdesk.eligibility.answers.assessment import AppliedRule, Basis, Finding
from helpdesk.eligibility.diagrams.person import Person
from helpdesk.eligibility.rulebook.book import Rulebook
from helpdesk.eligibility.rulebook.rules import Citation, Version, all_conditions
from helpdesk.eligibility.vocabulary.conditions import Condition
from helpdesk.eligibility.vocabulary.kinds import ON, BasisKind, Role, State
from helpdesk.eligibility.vocabulary.regions import NATION, Places
from helpdesk.eligibility.vocabulary.span import ALWAYS, Period
from helpdesk.eligibility.vocabulary.wording import condition_text

HIDDEN = "low"


def applied(rulebook: Rulebook, standing: Sequence[tuple[Version, ...]]) -> tuple[Version, ...]:
    """The versions behind a settled answer, special before general.

    `standing` has those that stand for each kind of person still possible. The answer rests on those that stand for
    all of them; where no single one does, on all that stand for some.
    """
    each = [frozenset(versions) for versions in standing]
    shared = frozenset.intersection(*each) or frozenset.union(*each)

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


def findings(person: Person, versions: Sequence[Version]) -> tuple[Finding, ...]:
    """The conditions of the applied versions, then the first unmet condition of each exception to them."""
    others = excepting(person.rulebook, person.decision.key, own_region(person), versions)
    others = [version for version in others if version.clock != ON or person.on in version.period]
    found = [_finding(person, version, condition) for version in versions for condition in all_conditions(version)]
    found += [unmet for version in others if (unmet := _first_unmet(person, version))]
    seen: dict[tuple[str, str], Finding] = {}
    for finding in found:
        seen.setdefault((finding.fact, finding.condition), finding)
    return tuple(seen.values())


def excepting(rulebook: Rulebook, decision: str, region: str, versions: Sequence[Version]) -> list[Version]:
    """Every version that reaches a region and is an exception to the rule of one of these, on whatever days."""
    rules = {version.rule for version in versions}
    others = [rule for table in rulebook.tables_for(decision, region) for rule in table.rules if rule.key not in rules]
    return [version for rule in others if rules & set(rule.exception_to) for version in rule.versions]


def _finding(person: Person, version: Version, condition: Condition) -> Finding:
    text = condition_text(person.rulebook.facts[condition.fact], condition, person.rulebook)
    return Finding(condition.fact, condition.text, person.state(condition), text, version.rule)


def _first_unmet(person: Person, version: Version) -> Finding | None:
    found = (_finding(person, version, condition) for condition in all_conditions(version))
    return next((finding for finding in found if finding.state is not State.MET), None)


def own_region(person: Person) -> str:
    """The region that the person named; the nation where none was."""
    places = person.known.values.get(person.decision.region_fact)
    return min(places.inside) if isinstance(places, Places) else NATION


def rules_of(person: Person, versions: Sequence[Version]) -> tuple[AppliedRule, ...]:
    """Each applied rule with its region; inherited when that is not the region the person named."""
    rulebook, own = person.rulebook, own_region(person)
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
