// What a person may agree to, in the exact words that are kept with the request.
import { el } from "/js/dom.js";

export const consentId = (purpose) => `consent-${purpose}`;

/** Ticked again only where these very words were ticked before. */
export function consentsView(consents, agreed = {}) {
  return el("fieldset", { id: "consents", class: "field consents" },
    el("legend", {}, "What you agree to"),
    el("p", { class: "fine" }, "Tick only what you want."),
    el("p", { class: "wrong", id: "wrong-consents", hidden: true }),
    consents.map((each) => consentView(each, agreed[each.purpose] === each.sha256)));
}

function consentView({ purpose, words, sha256, required }, checked) {
  const wrong = `wrong-consents-${purpose}`;
  return el("div", { class: "field", "data-field": `consents/${purpose}` },
    el("p", { class: "wrong", id: wrong, hidden: true }),
    el("label", { class: "pick" },
      el("input", { id: consentId(purpose), type: "checkbox", "data-consent": purpose,
        value: sha256, checked, "aria-describedby": wrong }),
      el("span", {}, words, !required && " (optional)")));
}
