// Which edition this is, when it came out, and whether a clinician has checked it.
import { el } from "/js/dom.js";
import { day } from "/js/words.js";

export function editionView(meta) {
  return meta.clinically_reviewed ? line(meta) : warning(meta);
}

function line(meta) {
  return el("p", { class: "edition" }, `${named(meta)}, checked by a clinician.`);
}

function warning(meta) {
  return el("div", { class: "edition unchecked" },
    el("p", {}, `${named(meta)}, `, el("strong", {}, "not yet checked by a clinician.")),
    el("p", {}, "Use it to prepare questions, not to decide. Ask a prescriber or a pharmacist "
      + "before you act on it."));
}

function named({ edition, published_at: at }) {
  return `Edition ${edition}, published ${day(at)}`;
}

export function proofView(meta) {
  return el("p", { class: "fine" }, `${named(meta)}. Fingerprint (SHA-256): `,
    el("code", {}, meta.digest));
}
