// The page of a preview: ask for the draft that this very link shows, and draw it as the guide.
import { draftView, markDrafts } from "/js/draft.js";
import { followInPage, jumpTo } from "/js/jump.js";
import { showParts } from "/js/guide.js";
import { ask } from "/js/http.js";
import { openDetailsForPrint } from "/js/print.js";
import { showFailure, showLoading, showNothing } from "/js/states.js";
import "/js/leave.js";

const PREVIEWS = "/api/v1/previews/";
const main = document.getElementById("guide");

async function start() {
  showLoading();
  try {
    const { data, meta } = await ask(PREVIEWS + location.pathname.split("/").pop());
    showParts(data);
    markDrafts(meta.drafts);
    document.getElementById("draft").replaceChildren(draftView(meta));
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
