// The site works without this file. After a swap the keyboard and the screen reader go on at the new heading.
document.addEventListener("htmx:afterSettle", () => {
  const start = document.querySelector("#main .stop") || document.querySelector("#main h1");
  if (start) start.focus({ preventScroll: true });
  offerPrinting();
});
function offerPrinting() {
  for (const button of document.querySelectorAll("[data-print]")) button.hidden = false;
}
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});
offerPrinting();
