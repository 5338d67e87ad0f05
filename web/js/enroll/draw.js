// The form as the clinic defines it.
import { el } from "/js/dom.js";
import { consentsView } from "/js/enroll/consents.js";
import { fieldView } from "/js/enroll/fields.js";
import { emergencyView, privacyView } from "/js/enroll/notices.js";

/** `filled` is what was typed before, as `answersOf` gave it. */
export function formView(form, filled = {}) {
  return el("form", { id: "form", novalidate: true, method: "post" },
    el("p", {}, "Only what is not marked “optional” must be filled in."),
    form.fields.map((field) => fieldView(field, filled[field.name])),
    trapView(form.trap),
    privacyView(form.notices),
    consentsView(form.consents, filled.consents),
    emergencyView(form.notices),
    el("p", {}, el("button", { class: "button" }, "Check what you wrote")));
}

export function draftView() {
  return el("p", { class: "unchecked", id: "draft" },
    el("strong", {}, "Draft."), " The clinic has not confirmed the words of this form yet.");
}

/** No person sees it or comes to it; whoever fills it in is a program. */
function trapView({ name, label }) {
  return el("div", { class: "away", "aria-hidden": "true" },
    el("label", {}, label, el("input", { name, tabindex: "-1", autocomplete: "off" })));
}
