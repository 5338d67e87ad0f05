// The table of contents: every part of the page that carries a title.
import { el } from "/js/dom.js";

const wide = matchMedia("(min-width: 62rem)");

export function contentsView(parts) {
  const entries = parts.map((part) => el("li", { class: part.className },
    el("a", { href: `#${part.id}` }, part.dataset.title)));
  const fold = el("details", { open: wide.matches }, el("summary", {}, "On this page"),
    el("ol", {}, entries));
  wide.addEventListener("change", () => { fold.open = wide.matches; });
  return el("nav", { class: "contents", id: "contents", "aria-label": "On this page" }, fold);
}
