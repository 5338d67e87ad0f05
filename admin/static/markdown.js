// An editor for the long Markdown fields, and a preview for the short ones in rows.
import { preview } from "./preview.js";
import { clear } from "./savebar.js";

const EditorMaker = globalThis.EasyMDE;
// What our renderer shows; headings and pictures it does not.
const TOOLS = {
  Bold: "toggleBold", Italic: "toggleItalic", List: "toggleUnorderedList",
  "Numbered list": "toggleOrderedList", Quote: "toggleBlockquote", Link: "drawLink",
};

function tool([text, action]) {
  return { name: action, text, action: EditorMaker[action], className: "tool" };
}

const PREVIEW = {
  name: "preview", text: "Preview", className: "tool", noDisable: true,
  action: (editor) => EditorMaker.togglePreview(editor),
};

function fill(text, element) {
  preview(text).then((html) => { element.innerHTML = html; });
  return "Loading the preview …";
}

function edit(area) {
  const editor = new EditorMaker({
    element: area, autoDownloadFontAwesome: false, spellChecker: false, nativeSpellcheck: true,
    inputStyle: "contenteditable", forceSync: true, status: false, minHeight: "9rem", previewRender: fill,
    toolbar: [...Object.entries(TOOLS).map(tool), PREVIEW],
    shortcuts: { togglePreview: null, toggleSideBySide: null, toggleFullScreen: null },
  });
  freeTab(editor.codemirror);
  name(area, editor);
  editor.codemirror.on("cursorActivity", (mirror) => {
    if (mirror.hasFocus()) clear(mirror.cursorCoords(null, "window").bottom);
  });
  editor.codemirror.on("change", () => area.dispatchEvent(new Event("input", { bubbles: true })));
}

// Tab leads on to the next field, as everywhere else.
function freeTab(mirror) {
  mirror.setOption("extraKeys", { ...mirror.getOption("extraKeys"), Tab: false, "Shift-Tab": false });
}

// The field that is typed into takes over the label, the help and the error of the one it stands for.
function name(area, editor) {
  const input = editor.codemirror.getInputField();
  const label = document.getElementById(`${area.id}-label`);
  input.setAttribute("role", "textbox");
  input.setAttribute("aria-multiline", "true");
  input.setAttribute("aria-labelledby", label.id);
  for (const it of ["aria-describedby", "aria-invalid"]) {
    if (area.hasAttribute(it)) input.setAttribute(it, area.getAttribute(it));
  }
  area.parentElement.classList.toggle("invalid", area.hasAttribute("aria-invalid"));
  label.addEventListener("click", () => editor.codemirror.focus());
  input.id = area.id;
  area.removeAttribute("id");
  makeToolbar(editor, label);
}

function makeToolbar(editor, label) {
  const bar = editor.gui.toolbar;
  bar.parentElement.removeAttribute("role");
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", `Format: ${label.firstChild.textContent.trim()}`);
  bar.querySelectorAll("button").forEach((button) => { button.tabIndex = 0; });
}

function addPreview(area) {
  const button = document.createElement("button");
  const shown = document.createElement("div");
  Object.assign(button, { type: "button", className: "button button-quiet button-small preview-button", textContent: "Preview" });
  button.setAttribute("aria-expanded", "false");
  Object.assign(shown, { className: "preview", hidden: true });
  button.addEventListener("click", () => toggle(button, shown, area));
  area.after(button, shown);
}

async function toggle(button, shown, area) {
  const open = shown.hidden;
  if (open) shown.innerHTML = await preview(area.value);
  shown.hidden = !open;
  button.setAttribute("aria-expanded", String(open));
}

function start(root) {
  root.querySelectorAll("textarea[data-markdown='row']").forEach(addPreview);
  if (!EditorMaker) return;
  root.querySelectorAll("textarea[data-markdown]:not([data-markdown='row'])").forEach(edit);
}

start(document);
document.addEventListener("row-added", (event) => start(event.target));
