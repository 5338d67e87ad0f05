// The one request of this page.
const GUIDE = "/api/v1/guide";
const PATIENCE_MS = 20_000;

export class GuideProblem extends Error {
  constructor(code, detail = "") {
    super(detail || code);
    this.code = code;
  }
}

export async function loadGuide() {
  const response = await request();
  if (!response.ok) throw new GuideProblem(await codeOf(response));
  return readJson(response);
}

async function request() {
  try {
    return await fetch(GUIDE, {
      headers: { Accept: "application/json" },
      credentials: "omit",
      signal: AbortSignal.timeout?.(PATIENCE_MS),
    });
  } catch (error) {
    throw new GuideProblem("unreachable", error.message);
  }
}

async function readJson(response) {
  const body = await response.json().catch(() => null);
  if (!body?.data || !body?.meta) throw new GuideProblem("unreadable");
  return body;
}

async function codeOf(response) {
  const problem = await response.json().catch(() => ({}));
  return problem.code ?? "internal_error";
}
