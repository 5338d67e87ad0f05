// The three requests of the form: its definition, a token for it, and what was filled in.
import { ask } from "/js/http.js";

const FORM = "/api/v1/enrollment-form";
const TOKEN = "/api/v1/enrollment-token";
const ENROLLMENTS = "/api/v1/enrollments";

export async function loadForm() {
  const { data, meta } = await ask(FORM, { cache: "no-cache" });
  return { ...data, open: meta?.open !== false };
}

/** Without a token the request is taken too, so failing to get one stops nobody. */
export async function loadToken() {
  const answer = await ask(TOKEN, { cache: "no-store" }).catch(() => null);
  return answer?.data.form_token;
}

export async function send(body, key) {
  const { data } = await ask(ENROLLMENTS, {
    method: "POST",
    headers: { "Content-Type": "application/json", "Idempotency-Key": key },
    body: JSON.stringify(body),
  });
  return data;
}

/** Sent twice under one key, a request is kept once. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
