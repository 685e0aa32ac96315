// Saving keeps the place: the same field and the same stretch of the page are there again.

const KEPT_PLACE = `place:${location.pathname}`;
const kept = JSON.parse(sessionStorage.getItem(KEPT_PLACE) ?? "null");
const saved = document.querySelector(".notice-success");
const edited = document.querySelector("form[data-entry]");
let latest = "";

sessionStorage.removeItem(KEPT_PLACE);
if (kept && saved) {
  document.getElementById(kept.field)?.focus({ preventScroll: true });
  window.scrollTo({ top: kept.top, behavior: "instant" });
  const line = document.getElementById("autosave");
  if (line) line.textContent = saved.textContent;
}
edited?.addEventListener("input", (event) => { latest = event.target.id; });
edited?.addEventListener("submit", (event) => {
  if (event.submitter?.name) return;
  sessionStorage.setItem(KEPT_PLACE, JSON.stringify({ field: latest, top: window.scrollY }));
});
