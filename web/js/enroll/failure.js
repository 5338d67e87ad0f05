// When sending did not work: what happened, what to do, and that nothing typed is lost.
import { el } from "/js/dom.js";

const STORIES = {
  unreachable: "Your connection may be down, or our server may be. "
    + "Try again in a moment: sent twice, it counts once.",
  too_many_requests: "Many requests came from your network.",
};
const OTHERWISE = "Something went wrong on our side. Try again in a few minutes.";
const KEPT = "What you wrote is still here. You can also call us";

export function failureView({ code, detail, wait }, { clinic_phone: phone }) {
  console.info(`enroll: ${code}`);
  const words = code === "intake_closed" ? detail : STORIES[code] ?? OTHERWISE;
  return el("div", { class: "state failed" }, el("h3", {}, "It could not be sent"),
    el("p", {}, words, code === "too_many_requests" && ` Try again in ${minutes(wait)}.`),
    el("p", {}, phone ? `${KEPT}: ${phone}.` : `${KEPT}.`));
}

function minutes(seconds) {
  const number = Math.max(1, Math.ceil(seconds / 60));
  return number === 1 ? "1 minute" : `${number} minutes`;
}
