// Making elements. Text always goes in as text; only the server's sanitised Markdown goes in as HTML.
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) setAttribute(node, name, value);
  node.append(...children.flat().filter(isThere));
  return node;
}

function setAttribute(node, name, value) {
  if (isThere(value)) node.setAttribute(name, value === true ? "" : value);
}

function isThere(value) {
  return value !== null && value !== undefined && value !== false && value !== "";
}

/** The HTML of a Markdown field, in a box of its own. */
export function prose(field) {
  const template = document.createElement("template");
  template.innerHTML = field?.html ?? "";
  template.content.querySelectorAll("a").forEach(closeOff);
  template.content.querySelectorAll("table").forEach(letScroll);
  return el("div", { class: "prose" }, template.content);
}

function closeOff(link) {
  link.setAttribute("rel", "noopener noreferrer");
}

function letScroll(table) {
  const box = el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Table" });
  table.replaceWith(box);
  box.append(table);
}

/** A link to another site; plain text where there is no address or not one for the web. */
export function outside(url, text) {
  const safe = /^https?:\/\//i.test(url ?? "");
  return safe ? el("a", { href: url, rel: "noopener noreferrer" }, text) : el("span", {}, text);
}

export function hidden(text) {
  return el("span", { class: "away" }, text);
}
