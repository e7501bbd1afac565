// Hands the core to the script of the field, which fetches this one when a reader asks.

const core = require("./core.js");

window.lutrinSearch = core;
