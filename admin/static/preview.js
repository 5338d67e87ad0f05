// What the reader will see: made by the product's own renderer, which cleans it.
import { csrfToken } from "./entries.js";

const FAILED = "The preview could not be made. What you typed is not affected.";

export async function preview(text) {
  try {
    const answer = await fetch("/preview", {
      method: "POST",
      headers: { "X-CSRFToken": csrfToken() },
      body: new URLSearchParams({ text }),
    });
    return answer.ok ? await answer.text() : FAILED;
  } catch {
    return FAILED;
  }
}
