// What a preview says of itself: for whom it is, until when, and what in it is not published.
import { el } from "/js/dom.js";
import { day, plain } from "/js/words.js";

// What its kinds are called, by readers and in the page's own addresses.
const KINDS = {
  guide_section: ["Section", "section"],
  side_effect: ["Side effect", "effect"],
  faq: ["Question", "faq"],
};

export function draftView({ title, expires_at: until, edition, drafts, left_out: leftOut }) {
  return el("div", { class: "drafted" },
    el("p", {}, el("strong", {}, "A draft, for: "), title),
    el("p", {}, `This link works until ${day(until)}. ${beside(edition)}`),
    listed("New or changed:", drafts.map(draftLine)),
    listed("Left out:", leftOut.map(({ slug }) => el("li", {}, spoken(slug)))));
}

function beside(edition) {
  return edition ? `All the rest is that of edition ${edition}.` : "Nothing of it was ever published.";
}

function listed(title, lines) {
  return lines.length > 0 && el("div", {}, el("p", {}, title), el("ul", {}, lines));
}

function draftLine(draft) {
  const part = partOf(draft);
  const name = part?.dataset.title ?? spoken(draft.slug);
  const link = part ? el("a", { href: `#${part.id}` }, name) : name;
  return el("li", {}, `${kindOf(draft)[0]}: `, link);
}

function spoken(slug) {
  return plain(slug.replaceAll("-", "_"));
}

function kindOf({ content_type: type }) {
  return KINDS[type] ?? [plain(type), type];
}

function partOf(draft) {
  return document.getElementById(`${kindOf(draft)[1]}-${draft.slug}`);
}

/** What is new or changed says so where it stands; what a draft cannot do is no link. */
export function markDrafts(drafts) {
  for (const part of drafts.map(partOf).filter(Boolean)) {
    const place = part.querySelector(":scope > summary") ?? part;
    place.prepend(el("span", { class: "marked" }, "Draft "));
  }
  for (const link of document.querySelectorAll("#content a[data-within]")) {
    link.replaceWith(el("span", { class: "fine" }, `“${link.textContent}” does not work in a draft.`));
  }
}
