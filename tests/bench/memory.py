"""What a compiled rulebook takes: memory while it is made and afterwards, and the packed file of an edition."""

import gzip
import tracemalloc

from helpdesk.policies.rulebook import BLOB, derive
from tests.bench.goals import Section
from tests.bench.ours import compiled, ours, read_rulebook
from tests.bench.real import real_source
from tests.starter_edition import starter_documents


def memory() -> Section:
    """No goals are set for these: they are told so that a change shows."""
    source = real_source()
    figures: dict[str, float] = {}
    tracemalloc.start()
    try:
        rulebook = read_rulebook(source)
        figures["rulebook_mib"] = tracemalloc.get_traced_memory()[0] / 2**20
        tracemalloc.reset_peak()
        before = tracemalloc.get_traced_memory()[0]
        diagrams = compiled(rulebook)
        now, peak = tracemalloc.get_traced_memory()
        figures |= {"diagrams_mib": (now - before) / 2**20, "compiling_peak_mib": (peak - before) / 2**20}
        kept = [diagrams, [ours(rulebook, key) for key in rulebook.decisions]]
        now, peak = tracemalloc.get_traced_memory()
        figures |= {"with_lookups_mib": (now - before) / 2**20, "with_lookups_peak_mib": (peak - before) / 2**20}
        del kept
        why = ""
    except NotImplementedError as error:
        why = f"compiled: not measured ({error})"
    finally:
        tracemalloc.stop()
    figures["packed_kib"] = len(gzip.compress(derive(starter_documents())[BLOB], mtime=0)) / 1024
    lines = [*(f"{name}: {value:.2f}" for name, value in figures.items()), *filter(None, [why])]
    return Section("memory and size", tuple(lines), figures)
