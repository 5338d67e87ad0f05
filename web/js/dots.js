// "10 of 100 people" as dots: many would rather look than read. The caption says the same in words.
import { el } from "/js/dom.js";
import { count } from "/js/words.js";

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 200;
const COLUMNS = { 100: 20, 1000: 50 };

/** How many people to draw, so that the smallest known rate still shows: 100, 1,000 or none. */
export function crowdFor(rates) {
  const smallest = Math.min(...rates.filter((rate) => rate > 0));
  if (smallest < 0.1 || smallest === Infinity) return null;
  return smallest < 1 ? 1000 : 100;
}

export function dotPlot(label, rate, crowd) {
  const affected = Math.round((rate * crowd) / 100);
  const words = `${label}: ${count(affected)} of ${count(crowd)} people`;
  return el("figure", { class: "dots" }, drawing(affected, crowd), el("figcaption", {}, words));
}

function drawing(affected, crowd) {
  const pitch = WIDTH / COLUMNS[crowd];
  const height = (crowd / COLUMNS[crowd]) * pitch;
  const picture = svg("svg", { viewBox: `0 0 ${WIDTH} ${height}`, "aria-hidden": "true" });
  picture.append(
    svg("path", { class: "others", d: circles(affected, crowd, pitch) }),
    svg("path", { class: "affected", d: circles(0, affected, pitch) }),
  );
  return picture;
}

function circles(from, to, pitch) {
  const places = Array.from({ length: to - from }, (_, index) => from + index);
  return places.map((place) => circle(place, pitch)).join("");
}

function circle(place, pitch) {
  const columns = WIDTH / pitch;
  const radius = pitch * 0.34;
  const left = (place % columns) * pitch + pitch / 2 - radius;
  const middle = Math.floor(place / columns) * pitch + pitch / 2;
  const arc = `a${radius} ${radius} 0 1 0`;
  return `M${left} ${middle}${arc} ${2 * radius} 0${arc} ${-2 * radius} 0z`;
}

function svg(tag, attributes) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}
