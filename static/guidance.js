// What a field asks for is one key away (F1), so that Tab goes from input to input without a stop between them.

const guided = document.querySelector("form[data-entry]");

function guideOf(field) {
  let place = field;
  while (place !== guided && !place.querySelector(".entry-guide")) place = place.parentElement;
  return place.querySelector(".entry-guide");
}

guided?.querySelectorAll(".entry-guide > summary").forEach((summary) => {
  summary.tabIndex = -1;
  const key = document.createElement("span");
  key.className = "entry-guide-key";
  key.textContent = "（F1）";
  summary.append(key);
});
guided?.addEventListener("keydown", (event) => {
  if (event.key !== "F1" || event.defaultPrevented || event.target.closest("table.grid")) return;
  event.preventDefault();
  const guide = guideOf(event.target);
  if (!guide) return;
  guide.open = !guide.open;
  if (guide.open) guide.scrollIntoView({ block: "nearest" });
});
