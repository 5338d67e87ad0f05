// The confirmation: a reference, and no word of what it is about. Nothing of what was typed is left.
import { el } from "/js/dom.js";
import { dialled, wordsOf } from "/js/enroll/notices.js";

export function sentView({ reference }, form) {
  return el("section", { id: "sent" },
    el("h1", { tabindex: "-1" }, "Sent"),
    el("p", {}, "We have your request. Your reference is"),
    el("p", { class: "reference" }, reference),
    el("p", {}, "Write it down, and have it ready if you call us."),
    el("p", {}, wordsOf(form.notices, "response_time")),
    form.clinic_phone && el("p", {}, "Our phone number is ", dialled(form.clinic_phone), "."));
}
