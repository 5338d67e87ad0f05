// One box that ticks all of the list, and follows when one of them is unticked.
function boxes(form) {
  return [...form.querySelectorAll(`input[name="${form.dataset.choose}"]`)];
}

document.querySelectorAll("[data-tick-all]").forEach((all) => {
  all.addEventListener("change", () => {
    for (const box of boxes(all.form)) box.checked = all.checked;
  });
  all.form.addEventListener("change", () => {
    all.checked = boxes(all.form).every((box) => box.checked);
  });
});
