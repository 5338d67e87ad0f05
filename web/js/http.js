// Asking the API: an answer that can be read, or a Problem with a code.
const PATIENCE_MS = 20_000;

export class Problem extends Error {
  constructor(code, { detail = "", errors = [], wait = 0 } = {}) {
    super(detail || code);
    Object.assign(this, { code, detail, errors, wait });
  }
}

export async function ask(address, options = {}) {
  const response = await reach(address, options);
  if (!response.ok) throw await problemOf(response);
  const body = await response.json().catch(() => null);
  if (!body?.data) throw new Problem("unreadable");
  return body;
}

async function reach(address, { headers, ...options }) {
  try {
    return await fetch(address, {
      headers: { Accept: "application/json", ...headers },
      credentials: "omit",
      signal: AbortSignal.timeout?.(PATIENCE_MS),
      ...options,
    });
  } catch (error) {
    throw new Problem("unreachable", { detail: error.message });
  }
}

async function problemOf(response) {
  const { code = "internal_error", detail, errors } = await response.json().catch(() => ({}));
  return new Problem(code, { detail, errors, wait: Number(response.headers.get("Retry-After")) });
}
