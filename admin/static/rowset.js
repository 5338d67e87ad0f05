// A set of rows: which there are, what they are called, and what is said of them aloud.
export function rowsOf(list) {
  return [...list.querySelectorAll(":scope > [data-row]")];
}

function number(set) {
  rowsOf(set.list).forEach((row, index) => {
    const place = index + 1;
    row.querySelectorAll("[data-row-label]").forEach((it) => {
      it.setAttribute("aria-label", it.dataset.rowLabel.replace("{n}", place));
    });
    const title = row.querySelector("[data-row-number]");
    title.textContent = title.dataset.rowText.replace("{n}", place);
  });
  set.none.hidden = rowsOf(set.list).length > 0;
}

export function changed(set, words) {
  number(set);
  set.said.textContent = words;
  set.list.dispatchEvent(new Event("change", { bubbles: true }));
}

export function name(set, row) {
  return `${set.one[0].toUpperCase()}${set.one.slice(1)} ${rowsOf(set.list).indexOf(row) + 1}`;
}

export function say(set, words) {
  set.said.textContent = words;
}

export function setOf(fieldset) {
  const find = (selector) => fieldset.querySelector(selector);
  return {
    name: fieldset.dataset.rows, one: fieldset.dataset.rowsOne, list: find("[data-rows-list]"),
    blank: find("template[data-row-blank]"), said: find("[data-row-said]"), none: find("[data-rows-none]"),
    add: find("[data-row-add]"),
  };
}
