// Buttons that say how many are chosen, and wait while none is.
function label(button, count) {
  const { none, one, many } = button.dataset;
  if (count === 0) return none;
  return count === 1 ? one : many.replace("{n}", count);
}

function show(form) {
  const count = form.querySelectorAll(`input[name="${form.dataset.choose}"]:checked`).length;
  for (const button of form.querySelectorAll("[data-choose-button]")) {
    button.textContent = label(button, count);
    button.disabled = count === 0;
  }
}

document.querySelectorAll("form[data-choose]").forEach((form) => {
  show(form);
  form.addEventListener("change", () => show(form));
});
