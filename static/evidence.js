// Sending proofs from the page of an indicator without leaving it: each file on its own, with its progress. Without
// this script the same form sends its files and leads to a page of its own.

const LOST = "连接中断，文件可能没有上传完。";
const SIGNED_OUT = "登录已过期。请在新窗口中重新登录，然后回到本页点“重试”。";
const SILENCE = 90000; // milliseconds without any sign of life until a connection counts as lost
let underway = 0;

function megabytes(size) {
  return `${Math.ceil((size * 10) / 1048576) / 10}MB`;
}

function element(tag, className, text = "") {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

// After signing in again the token on the page is old, the one in the cookie is new.
function token(form) {
  const cookie = document.cookie.split("; ").find((part) => part.startsWith("csrftoken="));
  return cookie ? cookie.slice("csrftoken=".length) : form.elements.csrfmiddlewaretoken.value;
}

function answerOf(request) {
  const isJson = (request.getResponseHeader("Content-Type") || "").startsWith("application/json");
  return request.status === 200 && isJson ? JSON.parse(request.responseText) : null;
}

function whyNot(request) {
  if (!request.status) return LOST;
  if (request.status === 200 || request.status === 403) return SIGNED_OUT;
  if (request.status === 404) return "该指标或文件已被他人删除，请刷新页面查看。";
  if (request.status === 413) return "文件过大，服务器没有接收。";
  return `服务器出错（${request.status}），没有保存，请稍后重试。`;
}

function post(form, body, onProgress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    let timer = setTimeout(stop, SILENCE);
    window.addEventListener("offline", stop);
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-CSRFToken", token(form));
    request.upload.addEventListener("progress", (event) => {
      clearTimeout(timer);
      timer = setTimeout(stop, SILENCE);
      onProgress(event);
    });
    request.addEventListener("loadend", () => {
      clearTimeout(timer);
      window.removeEventListener("offline", stop);
      const answer = answerOf(request);
      if (answer) resolve(answer);
      else reject(new Error(whyNot(request)));
    });
    request.send(body);
  });
}

// One line of the queue: the file's name, how far it is, and what became of it.
class Line {
  constructor(list, file) {
    this.item = element("li", "evidence-line");
    this.item.append(element("span", "evidence-name", file.name));
    list.append(this.item);
    this.remark = element("span", "hint", "等待上传");
    this.item.append(this.remark);
  }

  begin(name) {
    this.item.querySelectorAll("progress, button").forEach((part) => part.remove());
    this.bar = element("progress", "");
    this.bar.max = 100;
    this.bar.value = 0;
    this.bar.setAttribute("aria-label", `“${name}”的上传进度`);
    this.item.insertBefore(this.bar, this.remark);
    this.say("hint", "正在上传");
  }

  advance(event) {
    this.bar.value = event.lengthComputable ? (100 * event.loaded) / event.total : 0;
    if (this.bar.value === 100) this.say("hint", "正在检查");
  }

  say(className, text) {
    this.remark.className = className;
    if (this.remark.textContent !== text) this.remark.textContent = text;
  }

  end(isAccepted, message) {
    this.bar?.remove();
    this.item.dataset.ended = isAccepted ? "accepted" : "refused";
    this.say(isAccepted ? "evidence-accepted" : "evidence-refused", message);
  }

  offerAgain(again) {
    const button = element("button", "btn btn-outline-primary", "重试");
    button.type = "button";
    button.addEventListener("click", again, { once: true });
    this.item.append(button);
  }
}

function worded(answer, file) {
  const isRenamed = answer.is_accepted && answer.name !== file.name;
  return isRenamed ? `${answer.message}（文件名中不能使用的字符已去掉）` : answer.message;
}

async function send(section, form, file, line) {
  const body = new FormData();
  body.append("uploads", file, file.name);
  line.begin(file.name);
  underway += 1;
  try {
    const { answers: [answer], list } = await post(form, body, (event) => line.advance(event));
    section.querySelector("[data-evidence-list]").innerHTML = list;
    line.end(answer.is_accepted, worded(answer, file));
  } catch (failure) {
    line.end(false, failure.message);
    line.offerAgain(() => send(section, form, file, line));
  } finally {
    underway -= 1;
  }
}

function whyNotSent(file, largest, folders) {
  if (folders.has(file.name)) return `“${file.name}”是文件夹，请打开它，选择其中的文件。`;
  if (file.size > largest) {
    return `“${file.name}”有${megabytes(file.size)}，超过单个文件上限${megabytes(largest)}，请压缩或拆分后上传。`;
  }
  return "";
}

function prepareUpload(section, form) {
  const queue = form.querySelector("[data-queue]");
  const input = form.querySelector("input[type=file]");
  const area = form.querySelector("[data-drop]");
  let last = Promise.resolve();

  const take = (files, folders = new Set()) => {
    queue.querySelectorAll("[data-ended=accepted]").forEach((line) => line.remove());
    for (const file of files) {
      const line = new Line(queue, file);
      const fault = whyNotSent(file, Number(form.dataset.largest), folders);
      if (fault) line.end(false, fault);
      else last = last.then(() => send(section, form, file, line));
    }
  };
  input.addEventListener("change", () => {
    take(Array.from(input.files));
    input.value = "";
  });
  const light = (isOver) => area.classList.toggle("is-over", isOver);
  area.addEventListener("dragover", () => light(true));
  area.addEventListener("dragleave", () => light(false));
  area.addEventListener("drop", (event) => {
    light(false);
    const entries = Array.from(event.dataTransfer.items, (item) => item.webkitGetAsEntry?.());
    const folders = entries.filter((entry) => entry?.isDirectory).map((entry) => entry.name);
    take(Array.from(event.dataTransfer.files), new Set(folders));
  });
  form.querySelector("[data-without-script]").hidden = true;
  form.querySelector("[data-with-script]").hidden = false;
}

async function takeAway(section, form) {
  const list = section.querySelector("[data-evidence-list]");
  const body = new FormData();
  body.append("reason", form.elements.reason.value);
  const line = new Line(section.querySelector("[data-queue]"), { name: "" });
  try {
    const answer = await post(form, body, () => {});
    list.innerHTML = answer.list;
    line.end(answer.answers[0].is_accepted, answer.answers[0].message);
    list.focus();
  } catch (failure) {
    line.end(false, failure.message.replace("文件可能没有上传完", "可能没有移除，请刷新页面查看").replace("没有保存", "没有移除"));
  }
}

document.querySelectorAll("[data-evidence]").forEach((section) => {
  const upload = section.querySelector("[data-upload]");
  if (upload) prepareUpload(section, upload);
  section.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-removal]")) return;
    event.preventDefault();
    takeAway(section, event.target);
  });
});

// A file that misses the area would replace the page, and all that was typed on it.
for (const kind of ["dragover", "drop"]) {
  document.addEventListener(kind, (event) => {
    if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
  });
}
window.addEventListener("beforeunload", (event) => { if (underway) event.preventDefault(); });
