// Guide sections: a title, a summary, a body and its points.
import { el, prose } from "/js/dom.js";
import { day } from "/js/words.js";

export function sectionView(section, citations) {
  const points = section.points ?? [];
  return el("section", {
    id: `section-${section.slug}`, class: `topic ${section.kind}`, "data-title": section.title,
  },
    section.kind === "safety" && el("p", { class: "eyebrow" }, "Safety"),
    el("h2", {}, section.title),
    el("p", { class: "summary" }, section.summary),
    bodyView(section, citations),
    points.map((point) => pointView(point, section, citations)),
    reviewLine(section));
}

function bodyView(section, citations) {
  const terms = new Set((section.points ?? []).map((point) => point.term));
  const body = prose(section.body);
  citations.mark(body, cited(section, (supports) => !terms.has(supports)), section.title);
  return body;
}

function pointView(point, section, citations) {
  const text = prose(point.text);
  citations.mark(text, cited(section, (supports) => supports === point.term), section.title);
  return el("div", { class: "point" }, el("h3", {}, point.term), text);
}

export function cited(item, about = () => true) {
  return (item.citations ?? []).filter(({ supports }) => about(supports))
    .map(({ source }) => source);
}

/** Who last checked this whole item and when; nothing where nobody stands for these words. */
export function reviewLine({ reviewed_at: at, reviewed_by: by, review_due_on: due }) {
  if (!at) return null;
  const next = due ? ` Next check due ${day(due)}.` : "";
  return el("p", { class: "fine" }, `Reviewed by ${by ?? "a clinician"} on ${day(at)}.${next}`);
}
