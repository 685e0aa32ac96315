// Who else has this section open. The page says every twenty seconds that it is there, as long as somebody sits before it:
// a page left open must neither look like a person nor keep the session alive.

const EVERY = 20000;
const AWAY = 5 * 60000;
const present = document.getElementById("present");
let lastSeen = Date.now();

function message(more = {}) {
  const body = new FormData();
  const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";
  const said = { csrfmiddlewaretoken: token, section: present.dataset.section, path: window.location.pathname, ...more };
  Object.entries(said).forEach(([name, value]) => body.set(name, value));
  return body;
}

async function beat() {
  if (document.hidden || Date.now() - lastSeen > AWAY) return;
  try {
    const answer = await fetch(present.dataset.beat, { method: "POST", body: message(), redirect: "manual" });
    if (!answer.ok) return;
    const words = (await answer.text()).trim();
    if (present.innerHTML.trim() !== words) present.innerHTML = words;
  } catch {
    // The line is down; the line beside the buttons says so.
  }
}

["keydown", "pointerdown", "pointermove"].forEach((kind) => document.addEventListener(kind, () => {
  const wasAway = Date.now() - lastSeen > AWAY;
  lastSeen = Date.now();
  if (wasAway) beat();
}, { passive: true }));
document.addEventListener("visibilitychange", beat);
window.addEventListener("pagehide", () => navigator.sendBeacon(present.dataset.beat, message({ left: "1" })));
beat();
setInterval(beat, EVERY);
