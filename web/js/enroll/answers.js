// What was filled in, as the API takes it. It is kept in this page's memory and nowhere else.

/** The body of a request: what was left empty is left out. */
export function answersOf(node, form) {
  const typed = new FormData(node);
  const given = form.fields.map((field) => [field.name, valueOf(field, typed)]);
  const trap = [form.trap.name, typed.get(form.trap.name)];
  const filled = Object.fromEntries([...given, trap].filter(([, value]) => value));
  return { ...filled, consents: agreedIn(node) };
}

function valueOf({ name, kind }, typed) {
  const value = typed.get(name)?.trim() ?? "";
  return kind === "yes" ? value === "yes" : value;
}

function agreedIn(node) {
  const ticked = [...node.querySelectorAll("[data-consent]:checked")];
  return Object.fromEntries(ticked.map((box) => [box.dataset.consent, box.value]));
}
