// Below a text stands what its bound figures say now, and which typed numbers could be bound. The server reads; here a
// click puts the binding into the text as if it had been typed, so that undo and the automatic save know of it.

const PAUSE = 500;
const WORTH = /[0-9０-９{}｛｝]|等级|评定/;
const PROSE = ".entry-field textarea, .entry-field input[type=text]:not([inputmode]), .grid textarea";
const BOUND = /[{}｛｝]/; // what a whole grid is read for when it opens
const form = document.querySelector("form[data-figures]");
const texts = form ? Array.from(form.querySelectorAll(PROSE)) : [];
const waiting = new Set();
let timer;
let asked = 0;

function lineOf(text) {
  const known = document.getElementById(`${text.id}_bound`);
  if (known) return known;
  const line = document.createElement("div");
  line.id = `${text.id}_bound`;
  line.className = "bound";
  line.setAttribute("role", "status");
  line.setAttribute("aria-live", "polite");
  text.after(line);
  line.addEventListener("click", (event) => act(text, event.target.closest("button")));
  return line;
}

// The same words again are not announced anew.
function show(text, html) {
  const line = lineOf(text);
  if (line.dataset.html !== html) line.innerHTML = html;
  line.dataset.html = html;
}

async function read() {
  const chosen = Array.from(waiting).filter((text) => text.isConnected);
  waiting.clear();
  chosen.filter((text) => !WORTH.test(text.value)).forEach((text) => { if (document.getElementById(`${text.id}_bound`)) show(text, ""); });
  const worth = chosen.filter((text) => WORTH.test(text.value));
  if (!worth.length) return;
  const number = ++asked;
  const body = new URLSearchParams([["csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value]]);
  worth.forEach((text) => { body.append("id", text.id); body.append("text", text.value); body.append("of", text.closest("[data-indicator]")?.dataset.indicator ?? ""); });
  const sent = new Map(worth.map((text) => [text, text.value]));
  const answer = await fetch(form.dataset.figures, { method: "POST", body }).catch(() => null);
  if (!answer?.ok || !answer.headers.get("Content-Type")?.includes("json")) return;
  const said = await answer.json();
  worth.forEach((text) => { if (sent.get(text) === text.value && number <= asked) show(text, said[text.id] ?? ""); });
}

function later(text, wait = PAUSE) {
  waiting.add(text);
  clearTimeout(timer);
  timer = setTimeout(read, wait);
}

// insertText is what browsers undo with Ctrl+Z; where there is none, the text is set.
function put(text, start, end, words) {
  text.focus();
  text.setSelectionRange(start, end);
  if (document.execCommand?.("insertText", false, words)) return;
  text.setRangeText(words, start, end, "end");
  text.dispatchEvent(new Event("input", { bubbles: true }));
}

function offerUndo(text, { start, words, becomes }) {
  const line = lineOf(text);
  const undo = document.createElement("button");
  undo.type = "button";
  undo.className = "btn btn-sm btn-outline-secondary";
  undo.textContent = `撤销，写回“${words}”`;
  Object.assign(undo.dataset, { bind: words, words: becomes, start, end: start + becomes.length, undo: "" });
  line.dataset.html = "";
  line.replaceChildren(`已绑定：${becomes} `, undo);
}

function act(text, button) {
  if (!button) return;
  const { bind, words } = button.dataset;
  const [start, end] = [Number(button.dataset.start), Number(button.dataset.end)];
  if (text.value.slice(start, end) !== words) return later(text, 0);
  put(text, start, end, bind);
  clearTimeout(timer);
  waiting.delete(text);
  if ("undo" in button.dataset) return later(text, 0);
  offerUndo(text, { start, words, becomes: bind });
  return undefined;
}

if (form) {
  form.addEventListener("input", (event) => { if (event.target.matches(PROSE)) later(event.target); });
  form.addEventListener("paste", (event) => { if (event.target.matches(PROSE)) later(event.target, 50); });
  texts.filter((text) => (text.matches(".grid textarea") ? BOUND : WORTH).test(text.value)).forEach((text) => later(text, 0));
}
