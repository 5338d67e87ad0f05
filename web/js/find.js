// "Find on this page": names the parts that hold a word. It hides nothing.
import { el } from "/js/dom.js";

const SHORTEST = 2;
const MOST = 12;

export function findView(root) {
  const field = el("input", { type: "search", id: "find", autocomplete: "off" });
  const answer = el("p", { class: "fine", role: "status" });
  const results = el("ul", {});
  field.addEventListener("input", () => show(search(root, field.value), field, answer, results));
  return el("div", { class: "find", role: "search" }, el("label", { for: "find" }, "Find on this page"),
    field, answer, results);
}

function search(root, typed) {
  const word = typed.trim().toLowerCase();
  if (word.length < SHORTEST) return null;
  const holding = [...root.querySelectorAll("[data-title]")]
    .filter((part) => part.textContent.toLowerCase().includes(word));
  return holding.filter((part) => !holding.some((other) => other !== part && part.contains(other)));
}

function show(found, field, answer, results) {
  answer.textContent = found ? summary(found.length) : "";
  results.replaceChildren(...(found ?? []).slice(0, MOST).map((part) => el("li", {},
    el("a", { href: `#${part.id}` }, part.dataset.title))));
}

function summary(number) {
  if (number === 0) return "Nothing found. Try a shorter word.";
  if (number > MOST) return `Found in ${number} places. The first ${MOST}:`;
  return number === 1 ? "Found in 1 place:" : `Found in ${number} places:`;
}
