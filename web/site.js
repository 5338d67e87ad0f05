// The page: ask for the current edition, show it, and stay useful when that does not work.
import { loadGuide } from "/js/api.js";
import { followInPage, jumpTo } from "/js/jump.js";
import { showGuide } from "/js/guide.js";
import { openDetailsForPrint } from "/js/print.js";
import { showFailure, showLoading, showNothing } from "/js/states.js";
import "/js/leave.js";

const main = document.getElementById("guide");

async function start() {
  showLoading();
  try {
    showGuide(await loadGuide());
    showNothing();
  } catch (problem) {
    showFailure(problem, retry);
  }
}

async function retry() {
  await start();
  main.focus();
}

document.addEventListener("click", followInPage);
openDetailsForPrint();
await start();
jumpTo(location.hash);
