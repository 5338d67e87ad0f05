// Waiting and failing. The emergency numbers and the clinic's phone stand in the page itself.
import { el } from "/js/dom.js";

const STORIES = {
  // Only a preview is asked for by an address that can be wrong.
  not_found: ["This link shows nothing",
    "It may be too old, or was taken back, or a part of it is missing. Ask whoever sent it to you "
      + "for a new one."],
  not_published: ["The guide is not published yet",
    "The clinic is still preparing it. Until then, the clinic can answer your questions by phone."],
  unreachable: ["The guide could not be reached",
    "Your connection may be down, or our server may be. The phone numbers on this page still work."],
  too_many_requests: ["Please wait a moment",
    "Many requests came from your network. Wait a minute, then try again."],
};
const OTHERWISE = ["The guide could not be shown",
  "Something went wrong on our side. The phone numbers on this page still work."];

const status = document.getElementById("status");
const loading = document.getElementById("loading");

export function showLoading() {
  status.replaceChildren(loading);
}

export function showNothing() {
  status.replaceChildren();
}

export function showFailure(problem, retry) {
  console.info(`guide: ${problem.code ?? problem}`);
  const [title, text] = STORIES[problem.code] ?? OTHERWISE;
  const again = el("button", { type: "button", class: "button" }, "Try again");
  again.addEventListener("click", retry);
  status.replaceChildren(
    el("div", { class: "state failed" }, el("h2", {}, title), el("p", {}, text),
      el("p", { class: "choices" }, again, clinicCall())),
  );
}

function clinicCall() {
  const phone = document.querySelector("[data-clinic-phone]");
  return el("a", { class: "button quiet", href: phone.href },
    "Call the clinic: ", el("span", { class: "number" }, phone.textContent));
}
