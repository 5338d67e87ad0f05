// Links within the page. They replace the history entry instead of adding one, so that
// "Leave this page" leaves no copy of the guide behind the Back button.
export function followInPage(event) {
  const link = event.target.closest?.('a[href^="#"]');
  const special = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (!link || special || !jumpTo(link.hash)) return;
  event.preventDefault();
}

export function jumpTo(hash) {
  const target = hash.length > 1 && document.getElementById(decodeURIComponent(hash.slice(1)));
  if (!target) return false;
  unfold(target);
  location.replace(hash);
  focusOn(target);
  return true;
}

function unfold(target) {
  const inside = target.querySelectorAll(":scope > details");
  for (const details of [...inside, ...around(target)]) details.open = true;
}

function around(target) {
  const details = target.closest("details");
  return details ? [details, ...around(details.parentElement)] : [];
}

function focusOn(target) {
  if (!target.matches("a, summary, [tabindex]")) target.tabIndex = -1;
  target.focus({ preventScroll: true });
}
