"""One page loaded again and again, each time by a browser that has never seen it, on a slow line with a slow chip."""

import gzip
import statistics
import urllib.request
from dataclasses import asdict, dataclass
from typing import Any

LATENCY_MS, BYTES_A_SECOND, CHIP = 400, 400_000 // 8, 4
PHONE = {"width": 360, "height": 740}
WATCH = """window.seen = {lcp: 0, cls: 0};
new PerformanceObserver(list => { for (const one of list.getEntries()) seen.lcp = one.startTime; })
  .observe({type: 'largest-contentful-paint', buffered: true});
new PerformanceObserver(all => { for (const one of all.getEntries()) seen.cls += one.hadRecentInput ? 0 : one.value; })
  .observe({type: 'layout-shift', buffered: true});"""
SETTLED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"
COUNTED = "() => ({...seen, nodes: document.querySelectorAll('*').length})"


@dataclass(frozen=True)
class Load:
    """One load: bytes over the line with headers, requests, milliseconds to the largest paint, shift, elements."""

    transferred: int
    requests: int
    lcp: float
    cls: float
    nodes: int


@dataclass(frozen=True)
class Loads:
    """All loads of one page."""

    name: str
    every: tuple[Load, ...]

    def median(self, field: str) -> float:
        """The median of one figure."""
        return statistics.median(getattr(load, field) for load in self.every)

    def line(self) -> str:
        """One line for people."""
        times = [load.lcp for load in self.every]
        return (
            f"{self.name:24} {self.median('transferred') / 1000:6.1f} kB  {self.median('requests'):2.0f} requests  "
            f"LCP {self.median('lcp'):5.0f} ms ({min(times):.0f} to {max(times):.0f})  "
            f"CLS {self.median('cls'):.3f}  {self.median('nodes'):4.0f} nodes"
        )

    def as_json(self) -> dict[str, Any]:
        """Medians, and every single load."""
        fields = Load.__dataclass_fields__
        return {"median": {name: self.median(name) for name in fields}, "loads": [asdict(load) for load in self.every]}


def load(browser: Any, address: str) -> Load:
    """One load with nothing in any cache."""
    context = browser.new_context(viewport=PHONE, device_scale_factor=2, extra_http_headers={"Accept-Encoding": "gzip"})
    page = context.new_page()
    line = context.new_cdp_session(page)
    sizes: dict[str, int] = {}
    asked: list[str] = []

    def note(event: dict[str, Any]) -> None:
        if not event["request"]["url"].startswith("data:"):
            asked.append(event["request"]["url"])

    line.on("Network.requestWillBeSent", note)
    line.on("Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}))
    line.send("Network.enable")
    slow = {"offline": False, "latency": LATENCY_MS, "downloadThroughput": BYTES_A_SECOND}
    line.send("Network.emulateNetworkConditions", slow | {"uploadThroughput": BYTES_A_SECOND})
    line.send("Emulation.setCPUThrottlingRate", {"rate": CHIP})
    page.add_init_script(WATCH)
    answer = page.goto(address, wait_until="networkidle")
    if answer.status != 200:
        raise RuntimeError(f"{address} answered {answer.status}; a fault must not pass for a light page")
    page.evaluate(SETTLED)
    seen = page.evaluate(COUNTED)
    context.close()
    return Load(sum(sizes.values()), len(asked), seen["lcp"], seen["cls"], seen["nodes"])


def gzipped(address: str, **headers: str) -> tuple[bytes, int]:
    """A body and its length on the line; the server has to compress it."""
    request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip", **headers})
    with urllib.request.urlopen(request) as answer:
        body = answer.read()
        if answer.headers["Content-Encoding"] != "gzip":
            raise RuntimeError(f"{address} did not come gzipped")
    return gzip.decompress(body), len(body)
