// The quick exit: a blank page takes this page's place in the history. Links between our own pages
// do the same, so that no other copy is left behind the Back button.
function go(event) {
  const link = event.target.closest?.("[data-leave], [data-within]");
  const special = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (!link || (special && link.matches("[data-within]"))) return;
  event.preventDefault();
  if (link.matches("[data-leave]")) document.documentElement.hidden = true;
  location.replace(link.href);
}

document.addEventListener("click", go);
