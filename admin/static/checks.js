// What the checks say of the text while it is typed. Nothing is saved by asking.
import { csrfToken, differ, entries } from "./entries.js";

const FAILED = "The checks could not be made. What you typed is not affected.";
const PAUSE = 1200;
const panel = document.querySelector("[data-checks]");
const form = document.querySelector("form.edit");
let checked = form ? entries(form) : [];
let asked = 0;
let timer;

async function ask(typed) {
  const answer = await fetch(panel.dataset.checks, {
    method: "POST",
    headers: { "X-CSRFToken": csrfToken() },
    body: new URLSearchParams(typed),
    // Signed out, one is led to another page, which would begin a session beside the visible one.
    redirect: "manual",
  });
  if (!answer.ok) throw new Error(answer.status);
  return answer.json();
}

function show({ said, html }) {
  const status = panel.querySelector("[data-checks-said]");
  // Said aloud when it changes, and not again after every word.
  if (status.textContent !== said) status.textContent = said;
  if (html !== undefined) panel.querySelector("[data-checks-list]").innerHTML = html;
}

async function check() {
  clearTimeout(timer);
  const mine = ++asked;
  const typed = entries(form);
  checked = typed;
  const answer = await ask(typed).catch(() => ({ said: FAILED }));
  if (mine === asked) show(answer);
}

function checkSoon() {
  const late = Date.now() + 10 * PAUSE;
  clearTimeout(timer);
  timer = setTimeout(() => {
    // After a sleep the session may be over: whoever signs in again is not disturbed.
    if (Date.now() < late && differ(checked, entries(form))) check();
  }, PAUSE);
}

// The server counts characters, a browser counts halves of some.
function place(text, characters) {
  return Array.from(text).slice(0, Number(characters)).join("").length;
}

function markInEditor(mirror, { start, end }) {
  const text = mirror.getValue();
  mirror.focus();
  mirror.setSelection(mirror.posFromIndex(place(text, start)), mirror.posFromIndex(place(text, end)));
  mirror.getWrapperElement().scrollIntoView({ block: "center" });
}

function markInField(field, { start, end }) {
  field.focus();
  if (field.matches("textarea, input[type=text], input:not([type])")) {
    field.setSelectionRange(place(field.value, start), place(field.value, end));
  }
  field.scrollIntoView({ block: "center" });
}

function lead(event) {
  const link = event.target.closest("[data-finding]");
  const field = link && document.getElementById(link.dataset.finding);
  if (!field || field.matches("fieldset")) return;
  event.preventDefault();
  const mirror = field.closest(".CodeMirror")?.CodeMirror;
  if (mirror) markInEditor(mirror, link.dataset);
  else markInField(field, link.dataset);
}

if (panel && form) {
  form.addEventListener("input", checkSoon);
  form.addEventListener("change", checkSoon);
  panel.addEventListener("click", lead);
  panel.querySelector("[data-checks-now]").addEventListener("click", check);
}
