// What the codes of the API mean to a reader.
export const ACTIONS = {
  emergency_911: "Emergency: call 911 now",
  urgent: "Get medical help right away",
  call_clinic: "Call the clinic",
  self_care: "You can usually handle this at home",
};

export const BANDS = {
  very_common: "Very common: at least 10 in every 100 people",
  common: "Common: 1 to 10 in every 100 people",
  uncommon: "Uncommon: 1 to 10 in every 1,000 people",
  rare: "Rare: 1 to 10 in every 10,000 people",
  very_rare: "Very rare: fewer than 1 in every 10,000 people",
  not_known: "Not known. We do not have a checked number yet.",
};

export const FORMULATIONS = { tablet: "Tablets", injection: "Injection" };

/** "drug_interactions" -> "Drug interactions". */
export function plain(code) {
  const text = String(code ?? "").replaceAll("_", " ").trim();
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A date as people write it; one without a time is the same day everywhere. */
export function day(value) {
  const zone = /^\d{4}-\d{2}-\d{2}$/.test(value) ? { timeZone: "UTC" } : {};
  const moment = new Date(value);
  if (Number.isNaN(moment.valueOf())) return String(value);
  return new Intl.DateTimeFormat("en-US", { dateStyle: "long", ...zone }).format(moment);
}

export function count(number) {
  return new Intl.NumberFormat("en-US").format(number);
}
