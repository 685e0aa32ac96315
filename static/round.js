/* One box that ticks all units of the page. */

for (const form of document.querySelectorAll("[data-round]")) {
  const all = form.querySelector("[data-all]");
  all.hidden = false;
  all.addEventListener("change", () => {
    for (const box of form.querySelectorAll('input[name="unit"]')) box.checked = all.checked;
  });
}
