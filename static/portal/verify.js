// Says whether a file that a visitor has is one of those listed on this page. Nothing is sent anywhere.
"use strict";

(function () {
  const drop = document.getElementById("drop");
  const input = document.getElementById("file");
  const verdict = document.getElementById("verdict");

  function say(text, outcome) {
    verdict.hidden = false;
    verdict.textContent = text;
    verdict.dataset.outcome = outcome;
  }

  function listed(hash) {
    return Array.from(document.querySelectorAll("[data-sha256]")).filter((entry) => entry.dataset.sha256 === hash);
  }

  // The edition in force first: a file may stay the same from one edition to the next.
  function best(entries) {
    const rank = { current: 0, superseded: 1, withdrawn: 2 };
    const editions = entries.map((entry) => [entry, entry.closest("[data-edition]").dataset]);
    return editions.sort((one, other) => rank[one[1].status] - rank[other[1].status])[0];
  }

  function judge(file, hash) {
    const entries = listed(hash);
    if (!entries.length) {
      say(`不一致：“${file.name}”不是本报告公布的文件，或内容已被改动。它的 SHA-256 是 ${hash}。`, "different");
      return;
    }
    const [entry, edition] = best(entries);
    const whole = `一致：“${file.name}”与第${edition.edition}版公布的 ${entry.dataset.file} 完全相同`;
    const isReplaced = entry.dataset.replaced && edition.status !== "withdrawn";
    const status = isReplaced ? "replaced" : edition.status;
    const rest = {
      replaced: `，但该扫描件已更换，请以第${entry.dataset.replaced}份为准。`,
      current: "，该版次现行有效。",
      superseded: "，但该版次已被更正，请以现行版次为准。",
      withdrawn: "，但该版次已被撤回。",
    };
    say(whole + rest[status], status);
  }

  async function verify(file) {
    if (!file) return;
    say(`正在核对“${file.name}”……`, "working");
    try {
      judge(file, await window.perfeval.sha256(await file.arrayBuffer()));
    } catch (error) {
      say(`“${file.name}”不能读取，请重新选择文件。`, "unreadable");
    }
  }

  input.addEventListener("change", () => verify(input.files[0]));
  for (const name of ["dragover", "dragenter"]) {
    drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
  }
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    verify(event.dataTransfer.files[0]);
  });
}());
