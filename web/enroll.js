// The form: draw it, check it, show it once more, send it. What is typed stays in this page only.
import { answersOf } from "/js/enroll/answers.js";
import { loadForm, loadToken, newKey, send } from "/js/enroll/api.js";
import { missingIn } from "/js/enroll/check.js";
import { draftView, formView } from "/js/enroll/draw.js";
import { errorsView } from "/js/enroll/errors.js";
import { failureView } from "/js/enroll/failure.js";
import { refreshPhone } from "/js/enroll/notices.js";
import { reviewView } from "/js/enroll/review.js";
import { sentView } from "/js/enroll/sent.js";
import { closedView, unreachableView } from "/js/enroll/states.js";
import "/js/leave.js";

const main = document.getElementById("enroll");
const place = document.getElementById("place");
const summary = document.getElementById("summary");
const heading = main.querySelector("h1");
let form, node, token, key;
let sending = false;

async function start() {
  try {
    [form, token] = await Promise.all([loadForm(), loadToken()]);
  } catch (problem) {
    return place.replaceChildren(unreachableView(problem, again));
  }
  if (form.clinic_phone) refreshPhone(form.clinic_phone);
  if (!form.open) return place.replaceChildren(closedView(form));
  key = newKey();
  draw();
}

async function again() {
  await start();
  heading.focus();
}

function draw(filled) {
  node = formView(form, filled);
  node.addEventListener("submit", check);
  place.replaceChildren(...[form.unconfirmed && draftView(), node].filter(Boolean));
}

function check(event) {
  event.preventDefault();
  const errors = missingIn(answersOf(node, form), form);
  return errors.length ? showErrors(errors) : review();
}

function showErrors(errors) {
  back();
  summary.replaceChildren(errorsView(errors, node));
  summary.firstChild.focus();
}

function review() {
  const view = reviewView(answersOf(node, form), form, { change, send: sendOnce });
  summary.replaceChildren();
  node.hidden = true;
  node.after(view);
  view.querySelector("h2").focus();
}

function back() {
  document.getElementById("review")?.remove();
  node.hidden = false;
}

function change() {
  if (sending) return;
  back();
  heading.focus();
}

async function sendOnce() {
  if (sending) return;
  hold(true);
  say("Sending…");
  try {
    finish(await sendUnderKey());
  } catch (problem) {
    await fail(problem);
  } finally {
    hold(false);
  }
}

/** While it is on its way nothing else can be pressed. */
function hold(value) {
  sending = value;
  for (const button of document.querySelectorAll("#review button")) {
    button.setAttribute("aria-disabled", String(value));
  }
}

/** A key that another text came with already belongs to that one: this is a new request. */
async function sendUnderKey() {
  const body = { ...answersOf(node, form), form_token: token };
  try {
    return await send(body, key);
  } catch (problem) {
    if (problem.code !== "key_reused") throw problem;
    key = newKey();
    return send({ ...body, form_token: await loadToken() }, key);
  }
}

async function fail(problem) {
  if (problem.code !== "invalid_input") return say(failureView(problem, form));
  if (problem.errors.some(({ pointer }) => pointer.startsWith("/consents"))) await renew();
  return showErrors(problem.errors);
}

/** The words changed meanwhile: draw them anew, with all that was typed. */
async function renew() {
  const filled = answersOf(node, form);
  form = await loadForm().catch(() => form);
  back();
  draw(filled);
}

function say(words) {
  document.getElementById("sending").replaceChildren(words);
}

function finish(receipt) {
  document.title = "Sent";
  main.replaceChildren(sentView(receipt, form));
  node = null;
  main.querySelector("h1").focus();
}

await start();
