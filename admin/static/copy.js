// Copies the text of the element that `data-copy` names, and says so.
async function copy(button) {
  const label = button.textContent;
  const source = document.getElementById(button.dataset.copy);
  await navigator.clipboard.writeText((source.value ?? source.textContent).trim());
  button.textContent = "Copied";
  setTimeout(() => { button.textContent = label; }, 2500);
}

document.querySelectorAll("[data-copy]").forEach((button) => {
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", () => copy(button));
});
