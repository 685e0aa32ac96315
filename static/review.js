// Convenience only: keys from indicator to indicator and to the next report, a quotation from the report, and the place after saving.

const place = document.querySelector("input[data-place]");
const rows = [...document.querySelectorAll("table.marks tbody tr[id]")];

place?.form.addEventListener("focusin", (event) => {
  const row = event.target.closest("tr[id]");
  if (row) place.value = row.id;
});

function currentRow() {
  const focused = document.activeElement?.closest("table.marks tbody tr[id]");
  return rows.indexOf(focused ?? document.querySelector("table.marks tbody tr:target"));
}

function goTo(row) {
  if (!row) return;
  row.scrollIntoView({ block: "center" });
  const input = row.querySelector("input:not([type=hidden]):not([readonly])") ?? row.querySelector("summary");
  input?.focus({ preventScroll: true });
}

document.addEventListener("keydown", (event) => {
  if (!event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    const at = currentRow();
    goTo(event.key === "ArrowDown" ? rows[at + 1] : rows[Math.max(at - 1, 0)]);
  } else if (event.key === "PageDown") {
    const next = document.querySelector("a[data-next]");
    if (!next) return;
    event.preventDefault();
    next.click();
  }
});

// What is selected in the report becomes the quotation of the remark.
const quoting = document.querySelector("a[data-quote]");
document.addEventListener("selectionchange", () => {
  const selection = document.getSelection();
  const text = selection.toString().trim();
  if (!quoting || !text || !selection.anchorNode?.parentElement?.closest("#report")) return;
  const address = new URL(quoting.href);
  address.searchParams.set("quote", text.slice(0, 500));
  quoting.href = address;
  quoting.textContent = `就所选文字提意见（${text.length} 字）`;
});
