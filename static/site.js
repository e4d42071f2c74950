// The site works without this file. After a swap the keyboard and the screen reader go on at the new heading.
document.addEventListener("htmx:afterSettle", () => {
  const start = document.querySelector("#main .stop") || document.querySelector("#main h1");
  if (start) start.focus({ preventScroll: true });
  hush();
  offer();
});
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
  if (event.target.closest("[data-copy]")) navigator.clipboard.writeText(location.href);
  const leave = event.target.closest("[data-leave]");
  if (leave) {
    event.preventDefault();
    location.replace(leave.href);
  }
  const button = event.target.closest("[data-aloud]");
  if (button) button.dataset.aloud ? hush() : read(button);
});
addEventListener("pagehide", hush);
// A page that the browser kept as it was left may hold figures.
addEventListener("pageshow", (event) => {
  if (event.persisted && document.querySelector("[action$='figures=posted']")) location.reload();
});
// A result that was swapped in and then loaded again has no htmx to go back with.
addEventListener("popstate", (event) => {
  if (!window.htmx && event.state && event.state.htmx) location.reload();
});
offer();

function offer() {
  for (const button of document.querySelectorAll(navigator.clipboard ? "[data-copy]" : "no")) button.hidden = false;
  for (const button of document.querySelectorAll(window.speechSynthesis ? "[data-print],[data-aloud]" : "[data-print]"))
    button.hidden = false;
}

// Line by line: some browsers fall silent in the middle of a long text.
function read(button) {
  const lang = document.documentElement.lang === "en" ? "en-GB" : "zh-CN";
  const lines = [...document.querySelectorAll("#main :is(h1,h2,h3,h4,p,li,dt,dd)")]
    .filter((line) => !line.closest(".noprint,.acts,form,details:not([open])") && !line.querySelector("p,li"))
    .map((line) => (lang === "zh-CN" ? line.innerText : line.innerText.replace(/\(?[\u2e80-\u9fff\uff00-\uffef]+\)?/g, " ")));
  for (const line of lines) {
    const said = new SpeechSynthesisUtterance(line);
    said.lang = lang;
    said.onend = () => window.speechSynthesis.pending || hush();
    window.speechSynthesis.speak(said);
  }
  button.dataset.aloud = button.textContent;
  button.textContent = button.dataset.stop;
}

function hush() {
  if (window.speechSynthesis) window.speechSynthesis.cancel();
  for (const button of document.querySelectorAll("[data-aloud]")) {
    if (button.dataset.aloud) button.textContent = button.dataset.aloud;
    button.dataset.aloud = "";
  }
}
