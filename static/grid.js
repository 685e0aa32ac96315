// The grid: arrows, Enter and Esc, blocks copied from Excel or WPS (grid-block.js), fill down, undo, and the explanation of
// a score at F1. Only the lines in which something was typed are sent; the scores come back with the answer (autosave.js).

const table = document.querySelector("table.grid");
const form = table.closest("form");
const tools = document.querySelector("[data-grid-tools]");
const basis = document.getElementById("grid-basis");
const lines = Array.from(table.querySelectorAll("[data-leaf]"));
const places = new Map();
const written = [];
const undone = [];
let before = "";
let selected = [];
let anchor = null;
let sending = new Map();

lines.forEach((line, row) => Array.from(line.cells).forEach((cell, column) => {
  const field = cell.querySelector("input:not([type=hidden]), select, textarea");
  if (field) places.set(field, { row, column });
}));
table.querySelectorAll(".grid-more").forEach((link) => { link.tabIndex = -1; });

function fieldAt(row, column) {
  return lines[row]?.cells[column]?.querySelector("input:not([type=hidden]), select, textarea") ?? null;
}

function say(words) {
  document.getElementById("grid-said").textContent = words;
}

// Moving

function go(field) {
  if (!field) return;
  field.focus();
  if (field.select) field.select();
}

function next(field, down, right) {
  const place = places.get(field);
  let { row, column } = place;
  do {
    row += down;
    column += right;
    if (fieldAt(row, column)) return fieldAt(row, column);
  } while (lines[row]?.cells[column]);
  return null;
}

function isWhole(field) {
  return field.selectionStart === 0 && field.selectionEnd === field.value.length;
}

function isAtEdge(field, isForward) {
  if (field.matches("select") || isWhole(field)) return true;
  return field.selectionStart === field.selectionEnd && field.selectionStart === (isForward ? field.value.length : 0);
}

function move(event, down, right) {
  const field = event.target;
  const isSideways = Boolean(right);
  if ((isSideways || field.matches("textarea")) && !isAtEdge(field, down + right > 0)) return;
  event.preventDefault();
  if (event.shiftKey && !isSideways) return reach(down);
  select([]);
  go(next(field, down, right));
}

// Choosing cells below one another

function select(fields) {
  selected.forEach((field) => field.classList.remove("is-chosen"));
  selected = fields;
  selected.forEach((field) => field.classList.add("is-chosen"));
  if (!fields.length) anchor = null;
}

function reach(down) {
  const start = anchor ?? document.activeElement;
  const target = next(document.activeElement, down, 0);
  if (!target) return;
  const [first, last] = [places.get(start).row, places.get(target).row].sort((one, other) => one - other);
  const column = places.get(start).column;
  go(target);
  select(Array.from({ length: last - first + 1 }, (_, index) => fieldAt(first + index, column)).filter(Boolean));
  anchor = start;
  say(`已选取${selected.length}格，按 Ctrl+D 向下填充。`);
}

// Writing, and taking it back

function write(changes, remember = true) {
  const real = changes.filter(({ field, to }) => field.value !== to);
  real.forEach(({ field, to }) => {
    field.value = to;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  before = document.activeElement?.value ?? "";
  if (remember && real.length) {
    written.push(real);
    undone.length = 0;
  }
  refresh();
  return real.length;
}

function finish(field) {
  if (!places.has(field) || field.value === before) return;
  written.push([{ field, from: before, to: field.value }]);
  undone.length = 0;
  before = field.value;
  refresh();
}

function takeBack(from, onto, isBack, words) {
  finish(document.activeElement);
  const changes = from.pop();
  if (!changes) return;
  onto.push(changes);
  write(changes.map(({ field, from: old, to }) => ({ field, to: isBack ? old : to })), false);
  go(changes[0].field);
  say(`${words}${changes.length}格。`);
}

function undo() {
  takeBack(written, undone, true, "已撤销");
}

function redo() {
  takeBack(undone, written, false, "已重做");
}

function refresh() {
  tools.querySelector("[data-grid-undo]").disabled = !written.length;
}

function change(field, to) {
  return { field, from: field.value, to };
}

function fillDown() {
  const field = places.has(document.activeElement) ? document.activeElement : latest;
  if (!field) return;
  finish(field);
  const fields = selected.length > 1 ? selected : [next(field, -1, 0), field].filter(Boolean);
  const [source, ...others] = fields;
  const count = write(others.map((other) => [other, asValueOf(other, wordsOf(source))]).filter(([, to]) => to !== null).map(([other, to]) => change(other, to)));
  say(others.length ? `已向下填充${count}格。` : "上面没有可以填充的格。");
}

// Pasting

function wordsOf(field) {
  return field.matches("select") ? field.selectedOptions[0]?.text ?? "" : field.value;
}

function asValueOf(field, text) {
  if (field.matches("textarea") && places.get(field).column) return text;
  if (!field.matches("select")) return text.replace(/\s*\n\s*/g, "");
  const option = Array.from(field.options).find(({ text: words, value }) => value && (words === text || value === text));
  return option ? option.value : null;
}

function paste(event) {
  const field = event.target;
  if (!places.has(field)) return;
  const block = readBlock(event.clipboardData, field.matches("textarea"));
  if (!block) return;
  event.preventDefault();
  finish(field);
  if (block.length === 1 && block[0].length === 1 && field.setRangeText) return insert(field, asValueOf(field, block[0][0] ?? ""));
  pour(block, places.get(field));
}

function insert(field, text) {
  field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function pour(block, start) {
  const found = { changes: [], blank: 0, fixed: 0, outside: 0, odd: [] };
  block.forEach((texts, down) => texts.forEach((text, right) => sort(found, text, start.row + down, start.column + right)));
  write(found.changes);
  say(wordsAbout(block, found));
}

function sort(found, text, row, column) {
  const field = fieldAt(row, column);
  if (text === null || text === "") found.blank += 1;
  else if (!lines[row]?.cells[column]) found.outside += 1;
  else if (!field) found.fixed += 1;
  else if (asValueOf(field, text) === null) found.odd.push(text);
  else found.changes.push(change(field, asValueOf(field, text)));
}

function wordsAbout(block, { changes, blank, fixed, outside, odd }) {
  const width = Math.max(...block.map((texts) => texts.length));
  const words = [`已粘贴${block.length}行${width}列，填入${changes.length}格，可按 Ctrl+Z 撤销。`];
  if (blank) words.push(`空白${blank}格，未改动原有内容。`);
  if (fixed) words.push(`${fixed}格由系统计算或不在此填写，未采用。`);
  if (odd.length) words.push(`${odd.length}格不是可选的答案，未采用：${odd.slice(0, 3).map((text) => `“${text}”`).join("、")}。`);
  if (outside) words.push(`多出的${outside}格没有对应的指标或栏目，未填入。`);
  return words.join("");
}

// The explanation of the line in which somebody types

let latest = null;

function explain() {
  if (basis.hidden || !latest) return;
  const line = lines[places.get(latest).row];
  const name = line.querySelector("th textarea")?.value ?? line.querySelector(".grid-fixed").textContent;
  const more = line.querySelector(".grid-more").cloneNode(true);
  more.removeAttribute("tabindex");
  const words = document.createElement("p");
  words.textContent = `${name}：${document.getElementById(line.dataset.basis).textContent}`;
  basis.replaceChildren(words, more);
}

function toggleBasis() {
  basis.hidden = !basis.hidden;
  tools.querySelector("[data-grid-basis]").setAttribute("aria-expanded", String(!basis.hidden));
  latest ??= places.keys().next().value ?? null;
  explain();
}

// Only what was typed is sent

function touch(line) {
  line.dataset.typed = Number(line.dataset.typed ?? 0) + 1;
}

function trim(data) {
  lines.filter((line) => !("typed" in line.dataset)).forEach((line) => {
    line.querySelectorAll("[name]").forEach((field) => data.delete(field.name));
  });
}

function breakLine(field) {
  field.setRangeText("\n", field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

const KEYS = {
  ArrowUp: (event) => move(event, -1, 0),
  ArrowDown: (event) => move(event, 1, 0),
  ArrowLeft: (event) => move(event, 0, -1),
  ArrowRight: (event) => move(event, 0, 1),
  Enter: (event) => {
    event.preventDefault();
    if (event.altKey && event.target.matches("textarea")) return breakLine(event.target);
    select([]);
    go(next(event.target, event.shiftKey ? -1 : 1, 0) ?? event.target);
  },
  Escape: (event) => {
    select([]);
    if (event.target.value === before) return;
    event.target.value = before;
    event.target.dispatchEvent(new Event("input", { bubbles: true }));
    event.target.select?.();
  },
  F1: (event) => { event.preventDefault(); toggleBasis(); },
};
const WITH_CONTROL = { d: fillDown, z: (event) => (event.shiftKey ? redo() : undo()), y: redo };

table.addEventListener("keydown", (event) => {
  if (!places.has(event.target) || event.isComposing) return;
  const shortcut = event.ctrlKey || event.metaKey ? WITH_CONTROL[event.key.toLowerCase()] : null;
  if (shortcut) {
    event.preventDefault();
    shortcut(event);
  } else if (!event.ctrlKey && !event.metaKey && (!event.altKey || event.key === "Enter")) KEYS[event.key]?.(event);
});
table.addEventListener("focusin", (event) => {
  if (!places.has(event.target)) return;
  if (!selected.includes(event.target)) select([]);
  if (latest) lines[places.get(latest).row].classList.remove("is-current");
  latest = event.target;
  before = latest.value;
  lines[places.get(latest).row].classList.add("is-current");
  explain();
});
table.addEventListener("focusout", (event) => finish(event.target));
table.addEventListener("mousedown", () => select([]));
table.addEventListener("paste", paste);
table.addEventListener("input", (event) => touch(event.target.closest("[data-leaf]")));
table.addEventListener("click", (event) => { if (event.target.closest("[data-take]")) touch(event.target.closest("[data-leaf]")); });
form.addEventListener("autosaving", () => {
  sending = new Map(lines.map((line) => [line, line.dataset.typed]));
});
form.addEventListener("autosave-data", (event) => trim(event.detail));
form.addEventListener("autosaved", () => sending.forEach((typed, line) => {
  if (line.dataset.typed === typed) delete line.dataset.typed;
}));
document.body.addEventListener("htmx:oobAfterSwap", explain);
tools.querySelector("[data-grid-undo]").addEventListener("click", undo);
tools.querySelector("[data-grid-fill]").addEventListener("click", fillDown);
tools.querySelector("[data-grid-basis]").addEventListener("click", toggleBasis);
if (document.getElementById("problems")) lines.forEach(touch);
tools.hidden = false;
