// A content type this page has never heard of is shown all the same, field by field.
import { el, prose } from "/js/dom.js";
import { cited, reviewLine } from "/js/sections.js";
import { plain } from "/js/words.js";

const TITLES = ["title", "name", "term", "question", "label", "slug"];
const SILENT = new Set([
  "slug", "revision", "reviewed_at", "reviewed_by", "review_due_on", "citations",
]);

export function isItemList(value) {
  return Array.isArray(value) && value.length > 0 && value.every((item) => item?.slug);
}

export function genericView(key, items, citations) {
  return el("section", { id: `type-${key}`, "data-title": plain(key) }, el("h2", {}, plain(key)),
    items.map((item) => itemView(key, item, citations)));
}

function itemView(key, item, citations) {
  const heading = TITLES.find((name) => typeof item[name] === "string");
  const shown = Object.entries(item)
    .filter(([name]) => name !== heading && !SILENT.has(name));
  const view = el("div", { class: "point", id: `${key}-${item.slug}`, "data-title": item[heading] },
    el("h3", {}, item[heading]), shown.map(([name, value]) => fieldView(name, value)));
  citations.mark(view, cited(item), item[heading]);
  view.append(reviewLine(item) ?? "");
  return view;
}

function fieldView(name, value) {
  if (value?.html !== undefined) return prose(value);
  if (Array.isArray(value)) return el("ul", {}, value.map((each) => el("li", {}, inner(each))));
  if (typeof value === "string" && value.includes(" ")) return el("p", {}, value);
  if (["string", "number"].includes(typeof value)) return el("p", {}, `${plain(name)}: ${value}`);
  return null;
}

function inner(value) {
  if (value === null || typeof value !== "object") return String(value);
  return Object.entries(value).map(([name, part]) => fieldView(name, part));
}
