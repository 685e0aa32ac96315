// Typed text stays in this browser until the server has it: a dropped line, an expired session or a closed window
// loses nothing. It is kept per person and page, offered when the page is opened again, and erased at logout (app.js).

const WAIT = 300;
const KEY = `perfeval:${document.body.dataset.user}:${location.pathname}`;
const NOT_KEPT = ["hidden", "file", "submit", "button"];

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? { fields: {} };
  } catch {
    return { fields: {} };
  }
}

function write(key, record) {
  try {
    if (Object.keys(record.fields).length) localStorage.setItem(key, JSON.stringify(record));
    else localStorage.removeItem(key);
  } catch {
    // The store is full or forbidden; the form works without it.
  }
}

function isTicked(field) {
  return ["checkbox", "radio"].includes(field.type);
}

function valueOf(field) {
  return isTicked(field) ? String(field.checked) : field.value;
}

function fill(field, value) {
  if (isTicked(field)) field.checked = value === "true";
  else field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

function fieldsOf(form) {
  return Array.from(form.elements).filter((field) => field.name && !NOT_KEPT.includes(field.type));
}

// Rows are numbered anew on every page; what tells which one it is, is its token: "duties-0-text" is "duties-{token}-text".
function lastingName(form, field) {
  let numbered = "";
  const parts = field.name.split("-").map((part) => {
    numbered = numbered ? `${numbered}-${part}` : part;
    const token = /^\d+$/.test(part) ? form.elements[`${numbered}-token`] : null;
    return token ? `{${token.value}}` : part;
  });
  return parts.join("|") + (isTicked(field) ? `=${field.value}` : "");
}

function find(form, lasting) {
  return fieldsOf(form).find((field) => lastingName(form, field) === lasting);
}

// A row that was added in the browser only is added again, with its token.
function addMissingRows(form, lasting) {
  let numbered = "";
  lasting.split("=")[0].split("|").forEach((part) => {
    const rows = part.startsWith("{") ? form.querySelector(`[data-rows="${numbered}"]`) : null;
    numbered = rows ? numberOfRow(form, rows, part.slice(1, -1)) : [numbered, part].filter(Boolean).join("-");
  });
}

function numberOfRow(form, rows, token) {
  const tokens = () => Array.from(rows.querySelectorAll("input[name$='-token']"));
  if (!tokens().some((input) => input.value === token)) {
    rows.querySelector(":scope > [data-add]").click();
    tokens().at(-1).value = token;
  }
  return tokens().find((input) => input.value === token).name.replace(/-token$/, "");
}

function watch(form) {
  const now = () => new Map(fieldsOf(form).map((field) => [lastingName(form, field), valueOf(field)]));
  let shown = now();
  let sent = shown;
  let waiting;
  const keep = () => {
    const changed = Array.from(now()).filter(([name, value]) => value !== (shown.get(name) ?? (name.includes("=") ? "false" : "")));
    write(KEY, { at: new Date().toISOString(), fields: Object.fromEntries(changed) });
  };
  form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(keep, WAIT); });
  form.addEventListener("autosaving", () => { sent = now(); });
  form.addEventListener("autosaved", () => {
    clearTimeout(waiting);
    shown = sent;
    keep();
  });
  form.addEventListener("submit", () => {
    clearTimeout(waiting);
    keep();
    write(KEY, { ...read(KEY), sent: true });
  });
}

function moment(at) {
  return new Date(at).toLocaleString("zh-CN", { month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit" });
}

function offer(form, record) {
  const differing = Object.entries(record.fields).filter(([name, value]) => {
    const field = find(form, name);
    return !field || valueOf(field) !== value;
  });
  if (!differing.length) return localStorage.removeItem(KEY);
  const notice = document.getElementById("kept").content.cloneNode(true).firstElementChild;
  notice.querySelector("[data-kept-words]").textContent =
    `您于${moment(record.at)}在本机填写的${differing.length}处内容还没有保存。`;
  notice.querySelector("[data-kept-restore]").addEventListener("click", () => restore(form, differing, notice));
  notice.querySelector("[data-kept-discard]").addEventListener("click", () => {
    localStorage.removeItem(KEY);
    notice.remove();
  });
  form.before(notice);
}

function restore(form, differing, notice) {
  differing.forEach(([name, value]) => {
    addMissingRows(form, name);
    const field = find(form, name);
    if (field) fill(field, value);
  });
  notice.querySelector("[data-kept-words]").textContent = "已恢复到页面，请核对后保存。";
  notice.querySelectorAll("button").forEach((button) => button.remove());
}

// What was sent and answered with success is on the server.
function forgetSaved() {
  if (!document.querySelector(".notice-success")) return;
  const own = Object.keys(localStorage).filter((key) => key.startsWith(`perfeval:${document.body.dataset.user}:`));
  own.filter((key) => read(key).sent).forEach((key) => localStorage.removeItem(key));
}

forgetSaved();
const form = document.querySelector("form[data-entry]");
if (form) {
  const record = read(KEY);
  if (Object.keys(record.fields).length && !document.getElementById("problems")) offer(form, record);
  watch(form);
}
