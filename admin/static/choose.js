// A button that says how many are chosen, and waits while none is.
function label(button, count) {
  const { none, one, many } = button.dataset;
  if (count === 0) return none;
  return count === 1 ? one : many.replace("{n}", count);
}

function show(form) {
  const button = form.querySelector("[data-choose-button]");
  const count = form.querySelectorAll(`input[name="${form.dataset.choose}"]:checked`).length;
  button.textContent = label(button, count);
  button.disabled = count === 0;
}

document.querySelectorAll("form[data-choose]").forEach((form) => {
  show(form);
  form.addEventListener("change", () => show(form));
});
