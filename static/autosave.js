// What is typed is stored without a click, and the line beside the buttons says so. Nothing here moves focus, caret or
// scroll. What the server cannot be told now stays in this browser (keeping.js) and is sent as soon as it answers.

const QUIET = 1000;
const FIRST_RETRY = 2000;
const LONGEST_RETRY = 60000;
const line = document.getElementById("autosave");
const entry = line.closest("form");
const lastReadable = new Map();
const WORDS = {
  busy: "正在保存……",
  offline: "未保存：网络中断，已存在本机，恢复后自动重试",
  server: "未保存：服务器暂时不能保存，已存在本机，稍后自动重试",
  denied: "未保存：您已不能填报本页，内容存在本机，可复制留存",
  large: "未保存：内容过多，请分开填写，内容存在本机",
};
let isTyped = Boolean(document.getElementById("problems"));
let isSending = false;
let hasStored = false;
let failures = 0;
let timer;

function say(words, state, link) {
  const text = document.createElement("span");
  text.className = `autosave-${state}`;
  text.textContent = words;
  if (link) text.append(link);
  if (line.textContent.trim() !== words) line.replaceChildren(text);
}

function linkToLogin() {
  const link = document.createElement("a");
  link.href = "/";
  link.target = "_blank";
  link.textContent = "在新窗口登录";
  return link;
}

// Signing in again, in another window, makes the token on this page stale.
function freshenToken() {
  const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
  if (token) document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((input) => { input.value = token; });
}

function later(wait) {
  clearTimeout(timer);
  timer = setTimeout(send, wait);
}

function send() {
  clearTimeout(timer);
  if (isSending || !isTyped || entry.dataset.sent) return;
  isSending = true;
  isTyped = false;
  freshenToken();
  if (!failures) say(WORDS.busy, "busy");
  entry.dispatchEvent(new Event("autosaving"));
  htmx.trigger(line, "autosave");
}

function retry(words, link) {
  isTyped = true;
  failures += 1;
  say(words, "failed", link);
  entry.dispatchEvent(new Event("autosave-failed"));
  later(Math.min(FIRST_RETRY * 2 ** (failures - 1), LONGEST_RETRY));
}

function giveUp(words) {
  failures = 0;
  if (words) say(words, "failed");
  entry.dispatchEvent(new Event("autosave-failed"));
}

function stored() {
  failures = 0;
  hasStored = true;
  entry.dispatchEvent(new Event("autosaved"));
  if (isTyped) later(QUIET);
}

function conclude(xhr) {
  isSending = false;
  const answer = xhr.getResponseHeader("X-Autosave");
  if (answer === "refused") giveUp();
  else if (answer) stored();
  else if (xhr.status === 0) retry(WORDS.offline);
  else if (xhr.status >= 500) retry(WORDS.server);
  else if (xhr.status === 413) giveUp(WORDS.large);
  else if (xhr.status < 400) retry("未保存：登录已过期，已存在本机，请", linkToLogin());
  else giveUp(WORDS.denied);
}

// A half-deleted date is sent as an empty one: send what stood there before instead.
function withoutHalves(parameters) {
  Array.from(entry.elements).filter((field) => field.name && field.type !== "hidden").forEach((field) => {
    if (!field.validity?.badInput) lastReadable.set(field.name, field.value);
    else parameters.set(field.name, lastReadable.get(field.name) ?? field.defaultValue);
  });
}

// A page of many rows leaves out those in which nothing was typed.
function shape(parameters) {
  withoutHalves(parameters);
  entry.dispatchEvent(new CustomEvent("autosave-data", { detail: parameters }));
}

// Those who hear the page hear the new remarks with the input, which itself is not replaced.
function tie(remarks) {
  const base = remarks.id.replace(/_state$/, "");
  const input = document.getElementById(base);
  if (!input) return;
  const described = input.matches("input, select, textarea") ? input : input.closest("fieldset") ?? input;
  const own = Array.from(remarks.children, (remark) => remark.id);
  const others = (described.getAttribute("aria-describedby") ?? "").split(" ")
    .filter((id) => id && !["_error", "_stored", "_note"].some((end) => id === base + end));
  const all = [...own, ...others].join(" ");
  if (all) described.setAttribute("aria-describedby", all);
  else described.removeAttribute("aria-describedby");
  const isInvalid = "isInvalid" in remarks.dataset;
  described.classList.toggle("is-invalid", isInvalid);
  if (isInvalid) described.setAttribute("aria-invalid", "true");
  else described.removeAttribute("aria-invalid");
}

function take(button) {
  const choice = button.closest("[data-clash]");
  if (button.dataset.take === "theirs") show(choice.dataset.clash, JSON.parse(choice.dataset.theirs));
  const remarks = choice.closest(".entry-state");
  const { row, decision } = choice.dataset;
  const input = entry.elements[choice.dataset.clash];
  choice.closest(".entry-stored").remove();
  tie(remarks);
  (input.length && !input.matches ? input[0] : input).focus({ preventScroll: true });
  if (!entry.querySelector(`[data-row="${row}"]`)) entry.elements[row].value = decision;
  isTyped = true;
  later(0);
}

function show(name, values) {
  entry.querySelectorAll(`[name="${name}"]`).forEach((field) => {
    if (["checkbox", "radio"].includes(field.type)) field.checked = values.includes(field.value);
    else field.value = values[0] ?? "";
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

function leave() {
  if (entry.dataset.sent || (!isTyped && !isSending && !hasStored)) return;
  freshenToken();
  const form = new FormData(entry);
  shape(form);
  form.set("autosave", isTyped || isSending ? "last" : "leave");
  navigator.sendBeacon(line.getAttribute("hx-post"), form);
}

if (!entry.elements.visit.value) entry.elements.visit.value = uuid();
entry.addEventListener("input", () => { isTyped = true; if (!failures) later(QUIET); });
entry.addEventListener("submit", freshenToken, true);
entry.addEventListener("click", (event) => { if (event.target.closest("[data-take]")) take(event.target.closest("[data-take]")); });
line.addEventListener("htmx:configRequest", (event) => shape(event.detail.formData));
line.addEventListener("htmx:beforeSwap", (event) => {
  const isAnswer = Boolean(event.detail.xhr.getResponseHeader("X-Autosave"));
  event.detail.shouldSwap = isAnswer;
  event.detail.isError = false;
});
line.addEventListener("htmx:afterRequest", (event) => conclude(event.detail.xhr));
document.body.addEventListener("htmx:oobAfterSwap", (event) => { if (event.target.matches(".entry-state")) tie(event.target); });
window.addEventListener("online", () => { if (failures) send(); });
window.addEventListener("focus", () => { if (failures) send(); });
window.addEventListener("pagehide", leave);
