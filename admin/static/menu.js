// The navigation on a phone: a button that opens and closes it.
const button = document.querySelector("[data-menu]");

function show(open) {
  button.setAttribute("aria-expanded", String(open));
}

button?.addEventListener("click", () => show(button.getAttribute("aria-expanded") !== "true"));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || button?.getAttribute("aria-expanded") !== "true") return;
  show(false);
  button.focus();
});
