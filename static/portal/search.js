// Searches all reports in the browser. The rows come from one script per year (search/YEAR.js), which also works
// where a page may not fetch anything: in a folder opened from a disk.
"use strict";

window.perfeval = window.perfeval || {};

(function () {
  const AT_ONCE = 50;
  const rows = [];
  let shown = AT_ONCE;

  // One form for what people write in several ways: full-width, capital letters, brackets, spaces and dashes.
  function plain(text) {
    return text.normalize("NFKC").toLowerCase().replace(/[\s〔〕[\]（）()“”"《》·—-]/g, "");
  }

  window.perfeval.add = function (year, fields, lines) {
    for (const line of lines) {
      const row = { year: String(year) };
      fields.forEach((field, at) => { row[field] = line[at]; });
      row.text = plain([year, row.unit, row.names, row.title, row.index, row.codes].join("|"));
      rows.push(row);
    }
  };

  function find(words, year, kind) {
    return rows.filter((row) => (!year || row.year === year) && (!kind || row.kind === kind)
      && words.every((word) => row.text.includes(word)));
  }

  function item(row) {
    const entry = document.createElement("li");
    const link = document.createElement("a");
    const said = document.createElement("p");
    link.href = `${row.address}/index.html`;
    link.textContent = row.title;
    const score = row.score ? `，自评得分 ${row.score} 分，${row.grade}` : "";
    said.textContent = `${row.unit}，${row.date} 公开，${row.state}${score}`;
    entry.append(link, said);
    return entry;
  }

  document.addEventListener("DOMContentLoaded", () => {
    const form = document.getElementById("search");
    const [query, year, kind] = ["query", "year", "kind"].map((id) => document.getElementById(id));
    const [count, list, more] = ["count", "found", "more"].map((id) => document.getElementById(id));

    function show() {
      const words = query.value.split(/\s+/).map(plain).filter(Boolean);
      const isAsked = words.length || year.value || kind.value;
      const found = isAsked ? find(words, year.value, kind.value) : [];
      list.replaceChildren(...found.slice(0, shown).map(item));
      more.hidden = found.length <= shown;
      count.textContent = !isAsked ? `共有 ${rows.length} 份报告。`
        : found.length ? `找到 ${found.length} 份报告。` : "没有找到，请减少关键词，或改选“全部”年度和类型。";
    }

    function restart() {
      shown = AT_ONCE;
      show();
    }

    query.value = new URLSearchParams(window.location.search).get("q") || "";
    form.addEventListener("submit", (event) => { event.preventDefault(); restart(); });
    for (const field of [query, year, kind]) field.addEventListener("input", restart);
    more.addEventListener("click", () => { shown += AT_ONCE; show(); });
    show();
  });
}());
