// A finding leads to the very words it is about: they are selected in their field.

const mark = /^(\d+)-(\d+)$/.exec(new URLSearchParams(location.search).get("mark") ?? "");
const field = mark && document.getElementById(location.hash.slice(1));

if (field?.setSelectionRange && field.type !== "number" && field.type !== "date") {
  field.focus({ preventScroll: true });
  field.setSelectionRange(Number(mark[1]), Number(mark[2]));
  field.scrollIntoView({ block: "center" });
}
