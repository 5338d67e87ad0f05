// Dragging a row by its handle. Only the handle can be grabbed: text in fields stays selectable.
let row = null;
let home = null;

function rowUnder(list, y) {
  return [...list.querySelectorAll(":scope > [data-row]")].find((it) => {
    const box = it.getBoundingClientRect();
    return it !== row && y < box.top + box.height / 2;
  });
}

function begin(event) {
  const handle = event.target.closest?.("[data-row-handle]");
  if (!handle) return;
  row = handle.closest("[data-row]");
  home = row.nextElementSibling;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", "");
  event.dataTransfer.setDragImage(row, 20, 20);
  row.classList.add("dragging");
}

function over(list, event) {
  if (row?.parentNode !== list) return;
  event.preventDefault();
  const next = rowUnder(list, event.clientY);
  if (next !== row.nextElementSibling) list.insertBefore(row, next ?? null);
}

// Escape, or letting go elsewhere, puts the row back where it was.
function end(list, done, event) {
  if (row?.parentNode !== list) return;
  const moved = row;
  row = null;
  moved.classList.remove("dragging");
  if (event.dataTransfer.dropEffect === "none") list.insertBefore(moved, home);
  else if (moved.nextElementSibling !== home) done(moved);
}

export function letDrag(list, done) {
  list.addEventListener("dragstart", begin);
  const around = list.parentNode;
  around.addEventListener("dragenter", (event) => over(list, event));
  around.addEventListener("dragover", (event) => over(list, event));
  around.addEventListener("drop", (event) => row?.parentNode === list && event.preventDefault());
  list.addEventListener("dragend", (event) => end(list, done, event));
}
