// One field of the form: its label, its help, its input, and a place for what is wrong with it.
import { el } from "/js/dom.js";

const KINDS = { text: line, tel: line, email: line, long_text: area, yes: box, choice };
// One of them must be there; their help says so.
const EITHER = new Set(["phone", "email"]);
const KEYBOARDS = { tel: "tel", email: "email" };

export function fieldView(field, value) {
  return (KINDS[field.kind] ?? line)(field, value);
}

export const idOf = (name) => `field-${name}`;

function line(field, value) {
  const type = KEYBOARDS[field.kind] ?? "text";
  return labelled(field, el("input", { ...common(field), type, value }));
}

function area(field, value) {
  return labelled(field, el("textarea", { ...common(field), rows: 5 }, value));
}

function choice(field, value) {
  return field.required ? radios(field, value) : labelled(field, select(field, value));
}

function select(field, value) {
  const all = [{ label: "No answer", value: "" }, ...field.choices];
  return el("select", common(field), all.map((each) => {
    const chosen = each.value === (value ?? "");
    return new Option(each.label, each.value, chosen, chosen);
  }));
}

function radios(field, value) {
  return el("fieldset", { id: idOf(field.name), class: "field", "data-field": field.name, ...told(field) },
    el("legend", {}, title(field)), help(field), wrong(field),
    field.choices.map((each) => el("label", { class: "pick" },
      el("input", { type: "radio", name: field.name, value: each.value,
        required: true, checked: each.value === value }), each.label)));
}

function box(field, value) {
  return el("div", { class: "field", "data-field": field.name },
    wrong(field),
    el("label", { class: "pick" },
      el("input", { id: idOf(field.name), name: field.name, type: "checkbox", value: "yes",
        required: field.required, checked: Boolean(value), ...told(field) }), el("span", {}, title(field))),
    help(field));
}

function labelled(field, input) {
  return el("div", { class: "field", "data-field": field.name },
    el("label", { for: idOf(field.name) }, title(field)), help(field), wrong(field), input);
}

function common(field) {
  return {
    id: idOf(field.name), name: field.name, maxlength: field.max_length,
    autocomplete: field.autocomplete ?? "off", required: field.required, ...told(field),
  };
}

/** What is said of the field: by its help, and by what is wrong once something is. */
function told({ name, help: words }) {
  return { "aria-describedby": [words && `help-${name}`, `wrong-${name}`].filter(Boolean).join(" ") };
}

function title({ name, label, required }) {
  return required || EITHER.has(name) ? label : `${label} (optional)`;
}

function help({ name, help: words }) {
  return words && el("p", { class: "fine", id: `help-${name}` }, words);
}

function wrong({ name }) {
  return el("p", { class: "wrong", id: `wrong-${name}`, hidden: true });
}
