// Convenience only; every screen works without it: rows are added, a second click does not send twice,
// nothing typed is lost by leaving, and parts that do not matter for the chosen rule are put away.

function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function addRow(rows) {
  const count = rows.querySelector(":scope > [data-count]");
  const template = rows.querySelector(":scope > template");
  const copy = document.createElement("template");
  copy.innerHTML = template.innerHTML.replaceAll(template.dataset.placeholder, count.value);
  copy.content.querySelectorAll("input[name$='-token']").forEach((token) => { token.value = uuid(); });
  const row = copy.content.firstElementChild;
  rows.insertBefore(copy.content, template);
  count.value = Number(count.value) + 1;
  prepare(row);
  row.querySelector("input:not([type=hidden]), select, textarea").focus();
}

function prepare(root) {
  root.querySelectorAll("[data-add]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => addRow(button.parentElement));
  });
}

function showOnlyChosenRule(select) {
  const show = () => document.querySelectorAll("[data-rules]").forEach((block) => {
    block.hidden = !block.dataset.rules.split(" ").includes(select.value);
  });
  select.addEventListener("change", show);
  show();
}

function countCharacters(text) {
  const count = document.createElement("span");
  const show = () => {
    const length = Array.from(text.value).length;
    count.textContent = length ? ` 已写${length}字。` : "";
    count.classList.toggle("entry-over", length > Number(text.dataset.limit));
  };
  document.getElementById(`${text.id}_helptext`)?.append(count);
  text.addEventListener("input", show);
  show();
}

function guard(form) {
  let changed = false;
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("autosaving", () => { changed = false; });
  form.addEventListener("autosave-failed", () => { changed = true; });
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    changed = false;
    setTimeout(() => form.querySelectorAll("[type=submit]").forEach((button) => button.setAttribute("aria-disabled", "true")));
  });
  window.addEventListener("pageshow", () => { delete form.dataset.sent; });
  window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
}

// The keys that people know from Excel; without this, Ctrl+S would offer to save the page as a file.
function saveByKeys(event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.isComposing) return;
  const form = document.querySelector("form[data-entry]:has([type=submit])");
  const onward = form?.querySelector("[type=submit][aria-keyshortcuts='Control+Enter']");
  if (event.key.toLowerCase() === "s" && form) form.requestSubmit();
  else if (event.key === "Enter" && onward) form.requestSubmit(onward);
  else return;
  event.preventDefault();
}

prepare(document);
document.addEventListener("keydown", saveByKeys);
document.querySelectorAll("form[data-entry]").forEach(guard);
document.querySelectorAll("[data-rule-choice] select").forEach(showOnlyChosenRule);
document.querySelectorAll("[data-limit]").forEach(countCharacters);
document.getElementById("problems")?.focus();
