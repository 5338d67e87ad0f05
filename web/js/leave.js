// The quick exit: a blank page takes this page's place in the history.
function leave(event) {
  event.preventDefault();
  document.documentElement.hidden = true;
  location.replace(event.currentTarget.href);
}

for (const link of document.querySelectorAll("[data-leave]")) link.addEventListener("click", leave);
