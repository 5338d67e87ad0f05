// The one request of the guide's page.
import { ask, Problem } from "/js/http.js";

const GUIDE = "/api/v1/guide";

export async function loadGuide() {
  const body = await ask(GUIDE);
  if (!body.meta) throw new Problem("unreadable");
  return body;
}
