// Keeps what is typed for as long as the tab lives: a log-out, a crash or a refusal loses nothing.
import { address, csrfToken, differ, entries, target } from "./entries.js";

const PREFIX = "kept:";
const PAUSE = 1500;
const who = document.body.dataset.who;
const forms = [...document.querySelectorAll("form[data-keep]")];
const stored = new Map(forms.map((form) => [form, entries(form)]));

function key(form) {
  return PREFIX + address(target(form));
}

function keep(form) {
  const typed = entries(form);
  const same = !("answered" in form.dataset) && !differ(stored.get(form), typed);
  if (same) sessionStorage.removeItem(key(form));
  else sessionStorage.setItem(key(form), JSON.stringify({ who, entries: typed }));
}

export function keepAll() {
  forms.forEach(keep);
}

function kept(form) {
  const copy = JSON.parse(sessionStorage.getItem(key(form)) ?? "null");
  return copy?.who === who ? copy.entries : null;
}

// A field may have the name of a property of forms: hence the prototype's own method.
function showAgain(form, copy) {
  const again = document.createElement("form");
  again.method = "post";
  again.action = target(form);
  const all = [...copy, ["csrf_token", csrfToken()], ["_redisplay", "1"]];
  again.append(...all.map(([name, value]) => hidden(name, value)));
  document.body.append(again);
  HTMLFormElement.prototype.submit.call(again);
}

function hidden(name, value) {
  return Object.assign(document.createElement("input"), { type: "hidden", name, value });
}

function forgetAll() {
  Object.keys(sessionStorage).filter((name) => name.startsWith(PREFIX))
    .forEach((name) => sessionStorage.removeItem(name));
}

function watch(form) {
  let timer;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => keep(form), PAUSE);
  });
  form.addEventListener("change", () => keep(form));
  form.addEventListener("submit", () => keep(form));
}

function bringBack(form) {
  if ("answered" in form.dataset) return;
  const copy = kept(form);
  if (copy && differ(copy, stored.get(form))) showAgain(form, copy);
}

function discard(button) {
  const form = document.getElementById(button.dataset.keepDiscard);
  sessionStorage.removeItem(key(form));
  form.dispatchEvent(new CustomEvent("release", { bubbles: true }));
  location.assign(target(form));
}

if (document.body.dataset.saved) sessionStorage.removeItem(PREFIX + address(document.body.dataset.saved));
forms.forEach(watch);
forms.forEach(bringBack);
document.querySelectorAll("[data-keep-discard]").forEach((button) => {
  button.addEventListener("click", () => discard(button));
});
// Who signs out leaves nothing behind for whoever sits down next.
document.querySelectorAll("form[action='/logout']").forEach((form) => {
  form.addEventListener("submit", forgetAll);
});
