// When there is no form to fill in: the telephone numbers stand in the page itself.
import { el } from "/js/dom.js";

export function closedView({ clinic_phone: phone }) {
  return el("div", { class: "state", id: "closed" }, el("h2", {}, "The form is not open yet"),
    el("p", {}, phone ? `Please call us: ${phone}.` : "Please call us."));
}

export function unreachableView({ code }, retry) {
  console.info(`enroll: ${code}`);
  const again = el("button", { type: "button", class: "button" }, "Try again");
  again.addEventListener("click", retry);
  return el("div", { class: "state failed" }, el("h2", {}, "The form could not be shown"),
    el("p", {}, "Your connection may be down, or our server may be. The phone numbers on this "
      + "page still work."), el("p", {}, again));
}
