// The clinic, what it invites readers to do, and the lines that help at any hour.
import { el, outside, prose } from "/js/dom.js";

const TEXTABLE = new Set(["988"]);
const digits = (phone) => phone.replace(/\D/g, "");
const dialled = (phone) => phone.replace(/[^+\d]/g, "");

export function clinicView(clinic) {
  return el("section", { id: "contact", "data-title": "Talk to the clinic" },
    el("h2", {}, "Talk to the clinic"),
    (clinic.calls_to_action ?? []).map((call) => callView(call, clinic)),
    detailsView(clinic));
}

function callView(call, clinic) {
  return el("div", { class: "call" }, el("h3", {}, call.title), prose(call.text),
    el("p", {}, callLink(call, clinic)));
}

function callLink({ target, label }, { phone, phone_display: shown }) {
  if (target === "read") {
    return el("a", { class: "button quiet", href: readingPlace(label) }, label);
  }
  if (target === "enroll") {
    return el("a", { class: "button", href: "/enroll.html", "data-within": true }, label);
  }
  const ownWords = target === "call" && label.includes(shown);
  return el("a", { class: "button", href: `tel:${dialled(phone)}` },
    ownWords ? label : `Call ${shown}`);
}

function readingPlace(label) {
  return /question/i.test(label) ? "#questions" : "#guide";
}

function detailsView(clinic) {
  const rows = [
    ["Phone", el("a", { href: `tel:${dialled(clinic.phone)}` }, clinic.phone_display)],
    ["E-mail", clinic.email && el("a", { href: `mailto:${clinic.email}` }, clinic.email)],
    ["Hours", clinic.hours ?? "Not listed yet. Call to ask."],
    ["Address", clinic.address],
  ].filter(([, value]) => value);
  return el("div", { class: "call" }, el("h3", {}, clinic.name),
    el("dl", { class: "facts" }, rows.map(([name, value]) => factView(name, value))),
    el("p", {}, "This is not an emergency line. In an emergency, call 911."));
}

function factView(name, value) {
  return el("div", {}, el("dt", {}, name), el("dd", {}, value));
}

export function helpLinesView(lines) {
  return el("section", { id: "help-lines", "data-title": "Help lines" },
    el("h2", {}, "Help lines"),
    el("ul", { class: "lines" }, lines.map((line) => lineView(line))));
}

function lineView(line) {
  return el("li", {}, el("strong", {}, line.name), dials(line),
    el("span", {}, letters(line), line.use_for),
    line.url && outside(line.url, hostOf(line.url)));
}

function dials({ phone, display }) {
  const number = display.split(" ")[0];
  const call = el("a", { class: "dial", href: `tel:${dialled(phone)}` }, `Call ${number}`);
  const text = TEXTABLE.has(digits(phone))
    && el("a", { class: "dial", href: `sms:${dialled(phone)}` }, `Text ${number}`);
  return el("span", { class: "dials" }, call, text);
}

/** "(1-800-662-HELP)": the number as letters, said beside the button. */
function letters({ display }) {
  const rest = display.split(" ").slice(1).join(" ");
  return rest && `${rest}. `;
}

function hostOf(url) {
  return url.replace(/^https?:\/\/(www\.)?/i, "").split("/")[0];
}

/** The strip in the page is never emptied: the guide's lines replace their own or are added. */
export function refreshStrip(lines) {
  const strip = document.getElementById("emergency-lines");
  for (const line of lines) {
    const there = strip.querySelector(`[data-phone="${digits(line.phone)}"]`);
    if (there) there.replaceWith(stripLine(line));
    else if (line.is_emergency) strip.append(stripLine(line));
  }
}

function stripLine(line) {
  return el("li", { "data-phone": digits(line.phone) }, dials(line),
    el("span", { class: "for" }, `${line.name}. `, el("span", { class: "use" }, line.use_for)));
}

export function refreshClinic(clinic) {
  for (const link of document.querySelectorAll("[data-clinic-phone]")) {
    link.href = `tel:${dialled(clinic.phone)}`;
    link.textContent = clinic.phone_display;
  }
  document.querySelector("[data-clinic-name]").textContent = clinic.name;
}
