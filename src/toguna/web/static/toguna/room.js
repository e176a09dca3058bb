// The room: a page follows what is on screen by asking every second and a half whether anything
// is newer; a vote that cannot be sent is kept on the telephone and sent when it can be.
"use strict";

const room = document.getElementById("room");
const offline = document.getElementById("room-offline");
const says = document.getElementById("room-says");
const BEAT = 1500, SLOWEST = 15000, PATIENCE = 8000;
let key = room.dataset.key, failures = 0, waiting = null, ahead = 0;

function random() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");
}

// Asking, with a little chance in it, so that two hundred telephones do not all ask at once.
function later(delay) {
  clearTimeout(waiting);
  if (!document.hidden) waiting = setTimeout(ask, delay * (0.8 + 0.4 * Math.random()));
}

async function fetched(url, options) {
  const stop = new AbortController();
  const limit = setTimeout(() => stop.abort(), PATIENCE);
  try {
    return await fetch(url, { ...options, signal: stop.signal, headers: { "X-Room": "1" }, cache: "no-store" });
  } finally {
    clearTimeout(limit);
  }
}

async function ask() {
  let delay = BEAT;
  try {
    const url = `${room.dataset.state}?vue=${room.dataset.view}&v=${encodeURIComponent(key)}`;
    const answer = await fetched(url);
    if (answer.redirected || answer.status === 403 || answer.status === 404) return location.reload();
    if (!answer.ok) throw new Error(answer.status);
    if (answer.status === 200) show(answer, await answer.text());
    clock(answer);
    connected();
  } catch {
    failures += 1;
    offline.hidden = failures < 2;
    delay = Math.min(SLOWEST, BEAT * 2 ** Math.min(failures, 4));
  }
  later(delay);
}

function connected() {
  failures = 0;
  offline.hidden = true;
  sendKept();
}

function clock(answer) {
  const now = Number(answer.headers.get("X-Room-Now"));
  if (now) ahead = now - Date.now();
}

// Showing what is newer: the focus stays where it was, and what changed is said aloud once.
function show(answer, html) {
  key = answer.headers.get("X-Room-Key");
  const focused = document.activeElement?.id;
  room.innerHTML = html;
  if (focused && document.activeElement === document.body) document.getElementById(focused)?.focus();
  const told = room.firstElementChild?.dataset.says ?? "";
  if (told && says.textContent !== told) says.textContent = told;
  tick();
  fit();
  receipt();
  showKept();
}

// The big screen shows all of it: where there is much, in smaller type.
function fit() {
  if (room.dataset.view !== "projecteur") return;
  const page = document.documentElement;
  let size = 100;
  do room.style.fontSize = `${size}%`;
  while (page.scrollHeight > innerHeight && (size -= 4) >= 40);
}
addEventListener("resize", fit);

// The timer runs on the page; nobody is told of each second.
function tick() {
  const timer = document.querySelector("[data-ends]");
  if (!timer) return;
  const left = Math.max(0, Math.round((Number(timer.dataset.ends) - Date.now() - ahead) / 1000));
  const figures = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  timer.querySelector(".timer-figures").textContent = left ? figures : timer.dataset.over;
  timer.classList.toggle("over", left === 0);
}
setInterval(tick, 500);

// Voting. One vote waits at most: the last choice. Its key makes every retry the same vote.
const KEPT = `toguna-vote:${room.dataset.state}`;

function kept() {
  try { return JSON.parse(localStorage.getItem(KEPT)); } catch { return null; }
}

function keep(vote) {
  try {
    if (vote) localStorage.setItem(KEPT, JSON.stringify(vote));
    else localStorage.removeItem(KEPT);
  } catch { /* a telephone without storage votes all the same */ }
  unsent = vote;
}

let unsent = kept(), sending = false;

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-ballot]")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const body = new FormData(form);
  const again = unsent && unsent.url === form.action && unsent.choice === event.submitter.value;
  keep(again ? unsent : {
    url: form.action, ballot: form.dataset.ballot, choice: event.submitter.value,
    label: event.submitter.textContent.trim(), key: random(),
    // A secret vote that may have arrived already is final: its salt stays what it was.
    salt: unsent && unsent.url === form.action ? unsent.salt : random(), token: body.get("csrfmiddlewaretoken"),
  });
  showKept();
  sendKept();
}, true);

async function sendKept() {
  if (!unsent || sending) return;
  sending = true;
  const vote = unsent;
  try {
    const body = new URLSearchParams({ choice: vote.choice, key: vote.key, salt: vote.salt, csrfmiddlewaretoken: vote.token });
    const answer = await fetched(vote.url, { method: "POST", body });
    if (answer.redirected) return location.reload();
    if (answer.status >= 500) throw new Error(answer.status);
    const html = await answer.text();
    if (unsent === vote) keep(null);
    if (answer.ok) {
      show(answer, html);
      connected();
    } else {
      refused(html);
      key = "";
      later(0);
    }
  } catch {
    failures += 1;
    offline.hidden = false;
    later(BEAT * 2);
  } finally {
    sending = false;
  }
  if (unsent && unsent !== vote) sendKept();
}

function refused(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const notice = document.createElement("p");
  notice.className = "notice error";
  notice.textContent = page.querySelector(".notice.error")?.textContent ?? page.title;
  document.getElementById("notices").replaceChildren(notice);
}

function showKept() {
  for (const button of room.querySelectorAll(".choice-button")) {
    const mine = unsent && unsent.ballot === button.form.dataset.ballot && unsent.choice === button.value;
    button.classList.toggle("sending", Boolean(mine));
    button.setAttribute("aria-busy", String(Boolean(mine)));
  }
}

// The receipt of a secret vote is on this telephone alone.
function receipt() {
  const place = room.querySelector("[data-receipt]");
  if (!place) return;
  const name = `toguna-receipt:${place.dataset.receipt}`, code = place.querySelector("code");
  try {
    if (code.textContent) localStorage.setItem(name, code.textContent);
    else code.textContent = localStorage.getItem(name) ?? "";
  } catch { /* a telephone without storage shows it once */ }
  place.hidden = !code.textContent;
}

// The compromise is saved as it is typed, and its redline shown.
const live = document.getElementById("live");
if (live) {
  const form = document.getElementById("live-form");
  const told = document.getElementById("live-told");
  let typing = null, saving = false, saved = live.value;
  const save = async () => {
    if (saving || live.value === saved) return;
    saving = true;
    const words = live.value;
    try {
      const answer = await fetched(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
      const html = await answer.text();
      if (answer.ok) {
        form.revision.value = answer.headers.get("X-Room-Revision");
        document.getElementById("live-redline").innerHTML = html;
        saved = words;
        told.textContent = "✓";
      } else {
        refused(html);
      }
    } catch {
      told.textContent = "…";
      typing = setTimeout(save, 3000);
    } finally {
      saving = false;
    }
    if (live.value !== words) typing = setTimeout(save, 600);
  };
  live.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(save, 600);
  });
  for (const [id, words] of [["live-start", live.dataset.draft], ["live-proposal", live.dataset.proposal]]) {
    const button = document.getElementById(id);
    if (!button) continue;
    button.hidden = false;
    button.addEventListener("click", () => {
      live.value = words;
      live.dispatchEvent(new Event("input"));
      live.focus();
    });
  }
}

document.addEventListener("visibilitychange", () => later(0));
addEventListener("online", () => later(0));
addEventListener("offline", () => { offline.hidden = false; });
if (room.dataset.now) ahead = Number(room.dataset.now) - Date.now();
tick();
fit();
receipt();
showKept();
sendKept();
later(BEAT);
