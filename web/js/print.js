// Paper cannot unfold anything: open every answer before printing, and put it back after.
let folded = [];

function open() {
  folded = [...document.querySelectorAll("main details:not([open])")];
  for (const details of folded) details.open = true;
}

function putBack() {
  for (const details of folded) details.open = false;
  folded = [];
}

export function openDetailsForPrint() {
  addEventListener("beforeprint", open);
  addEventListener("afterprint", putBack);
}
