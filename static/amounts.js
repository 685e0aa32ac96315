// What is understood of an amount, said while it is typed: “1868.17万元” is kept as 18681700 元. The server reads it
// again when it is saved (indicators/forms/fields.py); a test holds both to the same answers.

const AMOUNT = /^(\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d+\.?\d*|\.\d+)(千|万|亿)?元?$/;
const ZEROS = { 千: 3, 万: 4, 亿: 8 };
const ZEROS_OF_WAN = 4;
const FEWEST_DECIMALS = 2;
const LONGEST_AMOUNT = 15; // WHOLE_DIGITS of perfeval/lib/decimals.py

// The decimal point is moved in the text: nothing is rounded.
function moved(digits, places) {
  const [whole, part = ""] = digits.split(".");
  const zeros = "0".repeat(Math.abs(places));
  const text = `${zeros}${whole}${part}${zeros}`;
  const point = zeros.length + whole.length + places;
  return [text.slice(0, point).replace(/^0+(?=\d)/, "") || "0", text.slice(point)];
}

function understood(typed) {
  const found = typed.normalize("NFKC").replace(/\s/g, "").match(AMOUNT);
  if (!found || !/[1-9]/.test(found[1])) return "";
  const [whole, part] = moved(found[1].replaceAll(",", ""), (ZEROS[found[2]] ?? 0) - ZEROS_OF_WAN);
  if (whole.length + ZEROS_OF_WAN > LONGEST_AMOUNT) return "";
  return `= ${whole}.${part.replace(/0+$/, "").padEnd(FEWEST_DECIMALS, "0")}万元`;
}

function noteOf(field) {
  const known = document.getElementById(`${field.id}_note`);
  if (known) return known;
  const note = document.createElement("div");
  note.className = "entry-note";
  note.id = `${field.id}_note`;
  document.getElementById(`${field.id}_state`)?.append(note);
  const described = (field.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean);
  field.setAttribute("aria-describedby", [note.id, ...described].join(" "));
  return note;
}

function echo(field) {
  const words = understood(field.value);
  if (words || document.getElementById(`${field.id}_note`)) noteOf(field).textContent = words;
}

// The indicator's own unit stands behind its values as soon as it is typed.
function showUnit(field) {
  field.form.querySelectorAll("[data-own-unit]").forEach((unit) => { unit.textContent = field.value.trim(); });
}

document.addEventListener("input", (event) => {
  if (event.target.matches(".entry-amount")) echo(event.target);
  if (event.target.matches("[name=indicator-unit]")) showUnit(event.target);
});
document.addEventListener("htmx:oobAfterSwap", (event) => {
  const field = document.getElementById(event.target.id.replace(/_state$/, ""));
  if (field === document.activeElement && field.matches(".entry-amount")) echo(field);
});
