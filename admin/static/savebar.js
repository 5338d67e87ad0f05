// The bar must not cover what has the focus: the page scrolls clear of its height.
const bar = document.querySelector(".savebar");
const buttons = bar?.querySelector(".cluster");

function height() {
  return (bar.offsetHeight || buttons.offsetHeight) + 16;
}

// On a phone only the buttons stick; in a low window nothing does.
function isSticky() {
  return [bar, buttons].some((it) => it && getComputedStyle(it).position === "sticky");
}

// An editor scrolls its caret into the window, but does not know of the bar.
export function clear(bottom) {
  if (!isSticky()) return;
  const over = bottom - (innerHeight - height());
  if (over > 0) scrollBy(0, over);
}

function measure() {
  document.documentElement.style.setProperty("--bar", `${height()}px`);
}

if (bar) new ResizeObserver(measure).observe(buttons);
