// What a form holds, as [name, value] in the order of its fields: the order of rows is part of it.
const LEFT_OUT = new Set(["csrf_token", "_redisplay"]);

export function entries(form) {
  return [...new FormData(form)].filter(
    ([name, value]) => !LEFT_OUT.has(name) && typeof value === "string",
  ).map(([name, value]) => [name, value.replaceAll("\r\n", "\n")]);
}

export function differ(some, others) {
  return JSON.stringify(some) !== JSON.stringify(others);
}

// Where the form is sent. Not `form.action`: a field may have that name.
export function target(form) {
  return new URL(form.getAttribute("action") ?? location.href, location.href).href;
}

// Where the form lives, less the way back to a list.
export function address(url) {
  const { pathname, searchParams } = new URL(url, location.href);
  searchParams.delete("url");
  return searchParams.size ? `${pathname}?${searchParams}` : pathname;
}

export function csrfToken() {
  return document.querySelector("meta[name='csrf-token']").content;
}
