// Rows that people add, remove, and move by button, arrow key or drag. Their order is what is sent.
import { letDrag } from "./drag.js";
import { changed, name, rowsOf, say, setOf } from "./rowset.js";

// The focus stays on what was pressed, so that the next press moves the same row on.
function move(set, row, step, pressed) {
  const rows = rowsOf(set.list);
  const other = rows[rows.indexOf(row) + step];
  if (!other) return say(set, `${name(set, row)} is already ${step < 0 ? "first" : "last"}.`);
  const before = name(set, row);
  if (step < 0) other.before(row);
  else other.after(row);
  pressed.focus();
  changed(set, `${before} moved ${step < 0 ? "up" : "down"}: it is now ${name(set, row)} of ${rows.length}.`);
}

function remove(set, row) {
  const title = name(set, row);
  const place = document.createElement("li");
  const undo = document.createElement("button");
  Object.assign(undo, { type: "button", className: "button button-quiet button-small", textContent: "Undo" });
  undo.setAttribute("aria-label", `Undo: bring back ${title.toLowerCase()}`);
  undo.addEventListener("click", () => bringBack(set, row, place));
  place.className = "removed";
  place.append(`${title} removed.`, undo);
  row.replaceWith(place);
  undo.focus();
  changed(set, `${title} removed. Undo brings it back.`);
}

function bringBack(set, row, place) {
  place.replaceWith(row);
  row.querySelector("[data-row-remove]").focus();
  changed(set, `${name(set, row)} is back.`);
}

function add(set) {
  const row = set.blank.content.firstElementChild.cloneNode(true);
  set.next += 1;
  fillIn(row, set.next);
  set.list.append(row);
  changed(set, `${name(set, row)} added.`);
  row.dispatchEvent(new Event("row-added", { bubbles: true }));
  row.querySelector("input:not([type=hidden]), select, textarea").focus();
}

function fillIn(row, place) {
  [row, ...row.querySelectorAll("*")].flatMap((it) => [...it.attributes]).forEach((attribute) => {
    attribute.value = attribute.value.replaceAll("__n__", place);
  });
}

function highest(set) {
  const names = [...set.list.querySelectorAll("[name]")].map((it) => it.name);
  const places = names.map((it) => Number(it.slice(set.name.length + 1).split("-")[0]));
  return Math.max(-1, ...places.filter(Number.isInteger));
}

const BUTTONS = {
  "[data-row-up]": (set, row, pressed) => move(set, row, -1, pressed),
  "[data-row-down]": (set, row, pressed) => move(set, row, 1, pressed),
  "[data-row-remove]": remove,
};
const ARROWS = { ArrowUp: -1, ArrowDown: 1 };

function press(set, event) {
  for (const [selector, act] of Object.entries(BUTTONS)) {
    const button = event.target.closest(selector);
    if (button) act(set, button.closest("[data-row]"), button);
  }
}

function arrow(set, event) {
  const handle = event.target.closest("[data-row-handle]");
  if (!handle) return;
  if (event.key in ARROWS) move(set, handle.closest("[data-row]"), ARROWS[event.key], handle);
  else if (event.key === "Enter" || event.key === " ") say(set, "Arrow up or down moves it.");
  else return;
  event.preventDefault();
}

function start(fieldset) {
  const set = setOf(fieldset);
  set.next = highest(set);
  set.add.addEventListener("click", () => add(set));
  set.list.addEventListener("click", (event) => press(set, event));
  set.list.addEventListener("keydown", (event) => arrow(set, event));
  letDrag(set.list, (row) => changed(set, `Moved: it is now ${name(set, row)} of ${rowsOf(set.list).length}.`));
}

document.querySelectorAll("fieldset[data-rows]").forEach(start);
