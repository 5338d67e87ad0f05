// Everything that will be sent, to be read once more before it is.
import { el } from "/js/dom.js";
import { emergencyView } from "/js/enroll/notices.js";

export function reviewView(answers, form, { change, send }) {
  const view = el("section", { id: "review" },
    el("h2", { tabindex: "-1" }, "Check before you send"),
    el("p", {}, "Read it once more, then send it."),
    el("dl", { class: "facts answers" }, form.fields.map((field) => answerView(field, answers))),
    el("h3", {}, "You agree to this"),
    el("ul", {}, agreed(answers, form).map((each) => el("li", {}, each.words))),
    el("div", { id: "sending", role: "status" }),
    emergencyView(form.notices),
    el("p", { class: "choices" },
      button("Send", "button", send), button("Change something", "button quiet", change)));
  return view;
}

function answerView(field, answers) {
  const shown = shownOf(field, answers[field.name]);
  return shown && el("div", {}, el("dt", {}, field.label), el("dd", {}, shown));
}

function shownOf({ kind, choices }, value) {
  if (kind === "yes") return value ? "Yes" : "";
  return choices?.find((each) => each.value === value)?.label ?? value;
}

function agreed({ consents }, form) {
  return form.consents.filter(({ purpose }) => consents[purpose]);
}

function button(words, style, act) {
  const made = el("button", { type: "button", class: style }, words);
  made.addEventListener("click", act);
  return made;
}
