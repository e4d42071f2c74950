"""What the issue asks of the weight of pages."""

from tests.bench.goals import Goal, Wanted
from tests.weight.loads import Loads


def goals(pages: dict[str, Loads], other: Loads, following: int, style: int) -> list[Goal]:
    """Every goal of the issue beside its figure: sizes in kB (1,000 bytes), times in seconds."""
    found = [
        Goal("longest next question, HTML", following / 1000, Wanted.AT_MOST, 2, "kB gzip"),
        Goal("CSS", style / 1000, Wanted.AT_MOST, 4, "kB gzip"),
    ]
    theirs = other.median("transferred")
    for name, loads in pages.items():
        latest = 1.5 if name.startswith("result") else 1.3
        sent = loads.median("transferred")
        found += [
            Goal(f"{name}: first view", sent / 1000, Wanted.AT_MOST, 25, "kB"),
            Goal(f"{name}: requests", loads.median("requests"), Wanted.AT_MOST, 3, "requests"),
            Goal(f"{name}: LCP", loads.median("lcp") / 1000, Wanted.AT_MOST, latest, "s"),
            Goal(f"{name}: CLS", loads.median("cls"), Wanted.AT_MOST, 0, ""),
            Goal(f"{name}: beside GOV.UK's question", sent / theirs, Wanted.AT_MOST, 0.25, "of its bytes"),
        ]
    return found
