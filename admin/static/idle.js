// Fifteen quiet minutes sign out. Whoever types stays; nothing typed is lost when the time is over.
import { keepAll } from "./keep.js";

const STAY = "/account/stay";
const MINUTE = 60_000;
const limit = Number(document.body.dataset.idleSeconds) * 1000;
const notice = document.querySelector("[data-idle]");
const text = notice?.querySelector("[data-idle-text]");
const warning = Math.min(2 * MINUTE, limit / 3);
const SEEN = "seen-at";
let asked = Date.now();

// Shared by all tabs: work in one keeps the others signed in.
function seen() {
  localStorage.setItem(SEEN, Date.now());
}

async function stay() {
  asked = Date.now();
  const answer = await fetch(STAY, { redirect: "manual", cache: "no-store" }).catch(() => null);
  if (answer?.status !== 204) return;
  seen();
}

function active() {
  if (Date.now() - asked >= Math.min(MINUTE, limit / 3)) stay();
}

function leave() {
  keepAll();
  document.dispatchEvent(new Event("release"));
  location.assign(`/login?next=${encodeURIComponent(location.pathname + location.search)}`);
}

function warn() {
  if (!notice.hidden) return;
  notice.hidden = false;
  const minutes = Math.max(1, Math.round(warning / MINUTE));
  text.textContent = `You will be signed out in ${minutes} minute${minutes > 1 ? "s" : ""}, `
    + "because nothing was typed for a while. What you typed is kept in this tab.";
}

function tick() {
  const left = Number(localStorage.getItem(SEEN)) + limit - Date.now();
  if (left <= 0) leave();
  else if (left <= warning) warn();
  else notice.hidden = true;
}

if (limit && notice) {
  seen();
  setInterval(tick, 1000);
  notice.querySelector("[data-idle-stay]").addEventListener("click", stay);
  ["keydown", "pointerdown", "input"].forEach((name) => document.addEventListener(name, active));
}
