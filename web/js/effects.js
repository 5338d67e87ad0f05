// Side effects: the serious ones first, each with what to do and how often it happens.
import { crowdFor, dotPlot } from "/js/dots.js";
import { el, prose } from "/js/dom.js";
import { cited, reviewLine } from "/js/sections.js";
import { ACTIONS, BANDS, FORMULATIONS, count, plain } from "/js/words.js";

const URGENCY = Object.keys(ACTIONS);

export function effectsView(effects, citations) {
  const sorted = [...effects].sort((a, b) => urgency(a) - urgency(b));
  const isSerious = (effect) => effect.seriousness === "serious";
  return el("section", { id: "side-effects", "data-title": "Side effects" },
    el("h2", {}, "Side effects"),
    el("p", {}, "Each number comes from a study of its own. People and doses differed, so do not "
      + "compare one study with another."),
    group("Serious: know these signs", sorted.filter(isSerious), citations),
    group("Other side effects", sorted.filter((effect) => !isSerious(effect)), citations));
}

function urgency(effect) {
  const place = URGENCY.indexOf(effect.action);
  return place < 0 ? URGENCY.length : place;
}

function group(title, effects, citations) {
  if (!effects.length) return null;
  return el("div", { class: "group" }, el("h3", {}, title),
    effects.map((effect) => effectView(effect, citations)));
}

function effectView(effect, citations) {
  const description = prose(effect.description);
  citations.mark(description, cited(effect), effect.name);
  return el("article", {
    class: "effect", id: `effect-${effect.slug}`, "data-action": effect.action,
    "data-title": effect.name,
  },
    el("h4", {}, effect.name), el("span", { class: "system" }, plain(effect.body_system)),
    description, actionView(effect), frequenciesView(effect, citations), reviewLine(effect));
}

function actionView(effect) {
  const words = ACTIONS[effect.action] ?? plain(effect.action);
  return el("div", { class: "todo" }, el("p", { class: "badge" }, words),
    prose(effect.what_to_do));
}

function frequenciesView(effect, citations) {
  const frequencies = effect.frequencies ?? [];
  const known = frequencies.filter((each) => rateOf(each) !== null);
  const views = known.map((each) => frequencyView(each, effect, citations));
  const unknown = unknownWords(frequencies.filter((each) => rateOf(each) === null), known);
  return el("div", { class: "often" }, el("strong", {}, "How often? "),
    known.length ? [views, el("p", { class: "band" }, unknown)].flat() : unknown);
}

/** "Not known", said once where nothing is known, and by form where something is. */
function unknownWords(unknown, known) {
  const sentences = unknown.map((each) => each.sentence).filter(Boolean);
  const byForm = known.length > 0 || sentences.length === 1;
  return byForm ? sentences.join(" ") : BANDS.not_known;
}

function frequencyView(frequency, effect, citations) {
  const sentence = el("div", {}, el("p", { class: "sentence" }, frequency.sentence));
  citations.mark(sentence, [frequency.source].filter(Boolean), effect.name);
  return el("div", { class: "frequency" },
    sentence, plots(frequency), el("p", { class: "band" }, bandOf(frequency)),
    el("p", { class: "band" }, evidence(frequency)));
}

/** The rate in percent, as reported or from the counts; null where nobody knows. */
function rateOf({ rate_percent: rate, numerator, denominator }) {
  if (typeof rate === "number") return rate;
  return typeof numerator === "number" && denominator ? (100 * numerator) / denominator : null;
}

function plots(frequency) {
  const { comparator, comparator_rate_percent: other } = frequency;
  const rate = rateOf(frequency);
  const compared = comparator && typeof other === "number";
  const crowd = crowdFor(compared ? [rate, other] : [rate]);
  if (!crowd) return null;
  return el("div", { class: "plots" }, dotPlot(formOf(frequency), rate, crowd),
    compared && dotPlot(plain(comparator), other, crowd));
}

function formOf({ formulation }) {
  return FORMULATIONS[formulation] ?? plain(formulation);
}

function bandOf({ band }) {
  return band === "not_known" ? null : `${BANDS[band] ?? plain(band)}.`;
}

function evidence({ population, numerator, denominator }) {
  const counted = typeof numerator === "number" ? `${count(numerator)} of ` : "";
  const size = denominator ? `: ${counted}${count(denominator)} people` : "";
  return population && `Who was studied: ${lowered(population)}${size}.`;
}

function lowered(text) {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
