// What a field asks for is one key away (F1), so that Tab goes from input to input without a stop between them; Esc puts
// it away. While it is open, those who hear the page hear it with the input. In the grid F1 tells how a score came about.

const guided = document.querySelector("form[data-entry]");

function guideOf(field) {
  let place = field;
  while (place !== guided && !place.querySelector(".entry-guide")) place = place.parentElement;
  return place.querySelector(".entry-guide");
}

function describe(field, id, isDescribed) {
  const others = (field.getAttribute("aria-describedby") ?? "").split(" ").filter((one) => one && one !== id);
  const all = isDescribed ? [...others, id] : others;
  if (all.length) field.setAttribute("aria-describedby", all.join(" "));
  else field.removeAttribute("aria-describedby");
}

function show(field, guide, isOpen) {
  guide.open = isOpen;
  if (isOpen) {
    describe(field, guide.id, true);
    guide.scrollIntoView({ block: "nearest" });
  } else guided.querySelectorAll(`[aria-describedby~="${guide.id}"]`).forEach((one) => describe(one, guide.id, false));
}

function turn(event) {
  if (!["F1", "Escape"].includes(event.key) || event.defaultPrevented || event.target.closest("table.grid")) return;
  const guide = guideOf(event.target);
  if (event.key === "F1") event.preventDefault();
  if (guide && (event.key === "F1" || guide.open)) show(event.target, guide, event.key === "F1" && !guide.open);
}

guided?.querySelectorAll(".entry-guide").forEach((guide, index) => {
  const summary = guide.querySelector("summary");
  guide.id ||= `guide-${index}`;
  guide.setAttribute("aria-live", "polite");
  if (guided.querySelector("table.grid")) return;
  summary.tabIndex = -1;
  const key = document.createElement("span");
  key.className = "entry-guide-key";
  key.textContent = "（F1）";
  summary.append(key);
});
guided?.addEventListener("keydown", turn);
