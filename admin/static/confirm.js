// Asks before a form with `data-confirm` is sent. Escape and "Cancel" send nothing; the focus returns.
const dialog = document.querySelector("[data-ask]");
const yes = dialog?.querySelector("[data-ask-yes]");
const agreed = new WeakSet();
let goOn = () => {};

function question(event) {
  return event.submitter?.dataset.confirm ?? event.target.dataset.confirm;
}

function ask(text, label, after) {
  dialog.querySelector("[data-ask-text]").textContent = text;
  yes.textContent = label;
  goOn = after;
  dialog.showModal();
}

function send(form, submitter) {
  agreed.add(form);
  form.requestSubmit(submitter);
  agreed.delete(form);
}

// While capturing: whoever else listens for the sending of a form comes after the answer.
document.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  const text = question(event);
  if (!dialog || !text || agreed.has(form)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  ask(text, submitter?.textContent.trim() || "Yes", () => send(form, submitter));
}, { capture: true });

yes?.addEventListener("click", () => {
  dialog.close();
  goOn();
});
dialog?.querySelector("[data-ask-no]").addEventListener("click", () => dialog.close());
