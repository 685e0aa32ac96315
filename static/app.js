// On every page. Without it all works, but for one thing: a browser sends a half-deleted date as an empty one.

// On a phone the left-hand list starts closed, so that the page begins with its content.
if (window.matchMedia("(max-width: 767.98px)").matches) {
  document.querySelectorAll("details[data-collapse-on-phone]").forEach((block) => block.removeAttribute("open"));
}

// A half-deleted date or number would erase what is stored: say so at the field, and do not send the form.
function unreadable(field) {
  const name = field.labels[0]?.textContent.trim().replace(/\s+/g, " ") ?? "";
  const isDay = field.type === "date" || field.type === "datetime-local";
  return isDay ? `“${name}”的日期没有填完整，请补全，或全部清空。` : `“${name}”不是数字，请重新填写，或全部清空。`;
}

function complain(field) {
  const remark = document.createElement("div");
  remark.className = "invalid-feedback";
  remark.id = `${field.id}_unreadable`;
  remark.setAttribute("role", "alert");
  remark.textContent = unreadable(field);
  const described = field.getAttribute("aria-describedby");
  field.after(remark);
  field.classList.add("is-invalid");
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", [remark.id, described].filter(Boolean).join(" "));
  field.addEventListener("input", () => withdraw(field, remark, described), { once: true });
}

function withdraw(field, remark, described) {
  remark.remove();
  field.classList.remove("is-invalid");
  field.removeAttribute("aria-invalid");
  if (described) field.setAttribute("aria-describedby", described);
  else field.removeAttribute("aria-describedby");
}

document.addEventListener("submit", (event) => {
  const broken = Array.from(event.target.elements).filter((field) => field.validity?.badInput);
  if (!broken.length) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  broken.filter((field) => !document.getElementById(`${field.id}_unreadable`)).forEach(complain);
  broken[0].focus();
}, true);

// Computers are shared: what was typed and not saved goes with the person who logs out (keeping.js).
document.querySelectorAll("form[data-logout]").forEach((form) => form.addEventListener("submit", () => {
  Object.keys(localStorage).filter((key) => key.startsWith("perfeval:")).forEach((key) => localStorage.removeItem(key));
}));
