// The whole guide, in the order a reader needs it: safety first, sources last.
import { Citations } from "/js/citations.js";
import { clinicView, helpLinesView, refreshClinic, refreshStrip } from "/js/contact.js";
import { contentsView } from "/js/contents.js";
import { el } from "/js/dom.js";
import { editionView, proofView } from "/js/edition.js";
import { effectsView } from "/js/effects.js";
import { faqsView } from "/js/faqs.js";
import { findView } from "/js/find.js";
import { genericView, isItemList } from "/js/generic.js";
import { sectionView } from "/js/sections.js";

// Facts are not drawn: their values stand in the texts already.
const KNOWN = new Set(["clinic", "facts", "sections", "side_effects", "faqs", "sources"]);
const byId = (id) => document.getElementById(id);

export function showGuide({ data, meta }) {
  showParts(data);
  byId("edition").replaceChildren(editionView(meta));
  byId("edition-proof").replaceChildren(proofView(meta));
}

export function showParts(data) {
  const parts = partsOf(data);
  byId("content").replaceChildren(...parts);
  byId("side").replaceChildren(findView(byId("content")),
    contentsView(parts.filter(({ id }) => id)));
  byId("to-contents").hidden = false;
}

function partsOf(data) {
  const citations = new Citations(data.sources ?? []);
  const parts = [...sections(data, citations), ...effects(data, citations),
    ...faqs(data, citations), ...others(data, citations), ...contact(data.clinic)];
  return citations.sources.length ? [...parts, citations.list()] : parts;
}

function sections({ sections: all = [] }, citations) {
  const safety = all.filter(({ kind }) => kind === "safety");
  const rest = all.filter(({ kind }) => kind !== "safety");
  return [...safety, ...rest].map((each) => guarded(() => sectionView(each, citations)));
}

function effects({ side_effects: all = [] }, citations) {
  return all.length ? [guarded(() => effectsView(all, citations))] : [];
}

function faqs({ faqs: all = [] }, citations) {
  return all.length ? [guarded(() => faqsView(all, citations))] : [];
}

function others(data, citations) {
  return Object.entries(data).filter(([key, value]) => !KNOWN.has(key) && isItemList(value))
    .map(([key, items]) => guarded(() => genericView(key, items, citations)));
}

function contact(clinic) {
  if (!clinic) return [];
  const lines = clinic.help_lines ?? [];
  refreshClinic(clinic);
  refreshStrip(lines);
  return [guarded(() => clinicView(clinic)), guarded(() => helpLinesView(lines))];
}

/** One broken part must not take the others with it. */
function guarded(view) {
  try {
    return view();
  } catch (error) {
    console.error("guide: a part could not be shown", error);
    return el("p", { class: "state" }, "A part of the guide could not be shown here.");
  }
}
