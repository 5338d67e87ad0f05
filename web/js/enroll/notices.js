// What a person must know before sending; each telephone number can be dialled.
import { el } from "/js/dom.js";

const URGENT = new Set(["not_for_emergencies", "find_help"]);
const NUMBER = /(\b1-\d{3}-\d{3}-\d{4}\b|\b\d{3}-\d{3}-\d{4}\b|\b911\b|\b988\b)/;

/** Who reads it, what for, how long. */
export function privacyView(notices) {
  const quiet = notices.filter(({ id }) => !URGENT.has(id));
  return el("section", { class: "call", "aria-labelledby": "privacy" },
    el("h2", { id: "privacy" }, "Privacy notice"), quiet.map(noticeView));
}

/** Stands beside every button that leads on. */
export function emergencyView(notices) {
  return el("div", { class: "unchecked emergency-line" },
    notices.filter(({ id }) => URGENT.has(id)).map(noticeView));
}

/** The page's own number gives way to the clinic's current one. */
export function refreshPhone(number) {
  for (const link of document.querySelectorAll("[data-clinic-phone]")) {
    link.href = addressOf(number);
    link.textContent = number;
  }
}

export function wordsOf(notices, wanted) {
  return notices.find(({ id }) => id === wanted)?.words;
}

function noticeView({ words }) {
  return el("p", {}, words.split(NUMBER).map(dialled));
}

/** A number as a link that dials it; other words as they are. */
export function dialled(part) {
  return NUMBER.test(part) ? el("a", { href: addressOf(part) }, part) : part;
}

function addressOf(number) {
  const digits = number.replace(/\D/g, "");
  const country = { 10: "+1", 11: "+" }[digits.length] ?? "";
  return `tel:${country}${digits}`;
}
