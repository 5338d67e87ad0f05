// Says whether something is unsaved, warns before it is left, and saves by Ctrl+S.
import { differ, entries } from "./entries.js";

const form = document.querySelector("form.edit[data-keep]");
const state = form?.querySelector("[data-save-state]");
const clean = state?.textContent.trim();
const atFirst = form ? entries(form) : [];
let leaving = false;

function unsaved() {
  return Boolean(form) && ("answered" in form.dataset || differ(atFirst, entries(form)));
}

function say() {
  if (!state) return;
  const words = unsaved() ? state.dataset.unsaved : clean;
  if (state.textContent.trim() !== words) state.textContent = words;
  state.classList.toggle("unsaved", unsaved());
}

// One step later, so that whatever handles the same event has done its part.
function saySoon() {
  setTimeout(say);
}

function warn(event) {
  if (!leaving && unsaved()) event.preventDefault();
}

function save(event) {
  if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
  event.preventDefault();
  form.requestSubmit(form.querySelector("[data-save]") ?? form.querySelector(".savebar button"));
}

if (form) {
  say();
  form.addEventListener("input", saySoon);
  form.addEventListener("change", saySoon);
  form.addEventListener("submit", (event) => { leaving = !event.defaultPrevented; });
  document.addEventListener("release", () => { leaving = true; });
  document.addEventListener("keydown", save);
  addEventListener("beforeunload", warn);
}
