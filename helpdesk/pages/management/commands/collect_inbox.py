"""manage.py collect_inbox: what readers sent goes from the inbox into the editorial database, exactly once."""

from typing import Any

from helpdesk.editions.reporting import Report, ReportingCommand
from helpdesk.pages.feedback.collect import collect


class Command(ReportingCommand):
    """Run it on the editing side every few minutes. It exits 0 when every file was a message and could be read."""

    help = "Collect what readers sent into the editorial database."

    def report(self, **_options: Any) -> Report:
        """Collect and tell."""
        found = collect()
        sentences = [f"New messages: {found.new}. Already collected: {found.known}."]
        sentences += [f"Set aside as broken/{name}: {why}." for name, why in found.broken.items()]
        sentences += [f"Left where it is, {name}: {why}." for name, why in found.left.items()]
        content = {
            "new": found.new,
            "already_collected": found.known,
            "set_aside": [{"file": f"broken/{name}", "why": why} for name, why in found.broken.items()],
            "left": [{"file": name, "why": why} for name, why in found.left.items()],
        }
        return Report(sentences, content, ok=not found.broken and not found.left)
