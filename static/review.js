// Convenience only: after saving, the page opens again at the indicator where the reviewer was.

const place = document.querySelector("input[data-place]");
place?.form.addEventListener("focusin", (event) => {
  const row = event.target.closest("tr[id]");
  if (row) place.value = row.id;
});
