// Numbered sources: a mark in the text leads to the list, the list leads back to the text.
import { el, hidden, outside } from "/js/dom.js";
import { day } from "/js/words.js";

export class Citations {
  constructor(sources) {
    this.sources = sources;
    this.places = new Map(sources.map((source) => [source.slug, []]));
  }

  /** Put the marks of these sources at the end of a box of prose. */
  mark(box, slugs, title) {
    const marks = [...new Set(slugs)].map((slug) => this.#mark(slug, title)).filter(Boolean);
    if (marks.length) endOf(box).append(el("span", { class: "marks" }, marks));
  }

  #mark(slug, title) {
    const places = this.places.get(slug);
    if (!places) return null;
    const id = `cited-${slug}-${places.length + 1}`;
    places.push({ id, title });
    return el("a", { id, href: `#source-${slug}` }, hidden("Source "), this.#number(slug));
  }

  #number(slug) {
    return String(this.sources.findIndex((source) => source.slug === slug) + 1);
  }

  list() {
    const entries = this.sources.map((source) => this.#entry(source));
    return el("section", { id: "sources", "data-title": "Sources" },
      el("h2", {}, "Sources"), el("p", {}, "The small numbers in the text lead to this list."),
      el("details", { class: "fold" }, el("summary", {}, `All ${entries.length} sources`),
        el("ol", { class: "sources" }, entries)));
  }

  #entry(source) {
    return el("li", { id: `source-${source.slug}` },
      outside(source.url, source.title), ". ", el("span", {}, particulars(source)),
      this.#backLinks(source.slug));
  }

  #backLinks(slug) {
    const first = new Map();
    for (const place of this.places.get(slug)) {
      if (!first.has(place.title)) first.set(place.title, place);
    }
    const links = [...first.values()]
      .map(({ id, title }) => el("li", {}, el("a", { href: `#${id}` }, title)));
    if (!links.length) return null;
    return el("div", { class: "used" }, el("span", {}, "Used in:"), el("ul", {}, links));
  }
}

function endOf(box) {
  const last = box.lastElementChild;
  if (last?.matches("p")) return last;
  return box.appendChild(el("p", {}));
}

function particulars(source) {
  const parts = [source.publisher, source.year, version(source), seen(source)];
  return `${parts.filter(Boolean).join(", ")}.`;
}

function version({ label_set_id: id, label_version: number }) {
  return id && `label ${id}${number ? ` version ${number}` : ""}`;
}

function seen({ accessed_on: date }) {
  return date && `read on ${day(date)}`;
}
