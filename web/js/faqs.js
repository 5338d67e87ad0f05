// Questions and answers, folded, under their topics.
import { el, prose } from "/js/dom.js";
import { cited, reviewLine } from "/js/sections.js";
import { plain } from "/js/words.js";

export function faqsView(faqs, citations) {
  const topics = [...new Set(faqs.map((faq) => faq.topic))];
  return el("section", { id: "questions", "data-title": "Questions and answers" },
    el("h2", {}, "Questions and answers"),
    topics.map((topic) => topicView(topic, topics.length, faqs, citations)));
}

function topicView(topic, topics, faqs, citations) {
  return el("div", { class: "group" },
    topics > 1 && el("h3", {}, plain(topic)),
    faqs.filter((faq) => faq.topic === topic).map((faq) => faqView(faq, citations)));
}

function faqView(faq, citations) {
  const answer = prose(faq.answer);
  citations.mark(answer, cited(faq), faq.question);
  return el("details", {
    class: "faq", id: `faq-${faq.slug}`, "data-title": faq.question,
  }, el("summary", {}, faq.question), answer, reviewLine(faq));
}
