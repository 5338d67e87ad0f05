// What is wrong: said once in a summary that leads there, and once at each field.
import { el } from "/js/dom.js";
import { consentId } from "/js/enroll/consents.js";
import { idOf } from "/js/enroll/fields.js";

/** Gives the summary; each field that is there says the same. */
export function errorsView(errors, node) {
  clear(node);
  for (const error of errors) say(error, node);
  return el("div", { class: "state failed summary", tabindex: "-1", role: "alert" },
    el("h2", {}, errors.length === 1 ? "One thing to correct" : `${errors.length} things to correct`),
    el("ul", {}, errors.map((error) => el("li", {}, line(error, node)))));
}

function clear(node) {
  for (const place of node.querySelectorAll(".wrong")) place.hidden = true;
  for (const input of node.querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid");
}

function say({ pointer, detail }, node) {
  const place = node.querySelector(`#wrong-${partsOf(pointer).join("-")}`);
  if (!place) return;
  place.textContent = detail;
  place.hidden = false;
  inputsAt(pointer, node).forEach((input) => input.setAttribute("aria-invalid", "true"));
}

function line({ pointer, detail }, node) {
  const [first] = inputsAt(pointer, node);
  if (!first) return detail;
  const link = el("a", { href: `#${first.id}` }, detail);
  link.addEventListener("click", (event) => { event.preventDefault(); first.focus(); });
  return link;
}

/** The inputs of a pointer such as `/phone` or `/consents/call`. */
function inputsAt(pointer, node) {
  const [name, purpose] = partsOf(pointer);
  if (!name) return [];
  const place = node.querySelector(`#${purpose ? consentId(purpose) : idOf(name)}`);
  return place?.matches("fieldset") ? [...place.querySelectorAll("input")] : [place].filter(Boolean);
}

/** Names of ours only: whatever else an answer holds must not become a selector. */
function partsOf(pointer) {
  const parts = pointer.split("/").slice(1);
  return parts.every((part) => /^\w+$/.test(part)) ? parts : [];
}
