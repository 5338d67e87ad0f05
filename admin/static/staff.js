// What the dashboard does beyond links and forms; each part works alone and without the others.
import "./menu.js";
import "./confirm.js";
import "./once.js";
import "./rows.js";
import "./markdown.js";
import "./keep.js";
import "./dirty.js";
import "./savebar.js";
import "./checks.js";
import "./idle.js";
import "./copy.js";
import "./choose.js";
import "./ticks.js";
import "./print.js";
