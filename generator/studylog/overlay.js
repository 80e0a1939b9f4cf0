// The problems of a journal that is being served, on top of its pages. Whatever a record says is text here, never markup.
(function () {
  "use strict";
  if (window.studylogOverlay) { return; }
  window.studylogOverlay = true;
  var address = new URL("problems", document.currentScript.src).href;
  var host = null, told = "[]", hidden = "", source = null;
  var css = ":host{all:initial;position:fixed;inset:0 0 auto;z-index:2147483647;font:15px/1.5 system-ui,sans-serif}" +
    "section{box-sizing:border-box;max-height:70vh;overflow:auto;padding:16px 20px;background:#1c1917;color:#fafaf9;" +
    "border-bottom:4px solid #ef4444;box-shadow:0 8px 32px #0008}" +
    "header{display:flex;gap:16px;justify-content:space-between;align-items:start}" +
    "h2{margin:0;font-size:17px}p{margin:4px 0}ul{list-style:none;margin:12px 0 0;padding:0}" +
    "li{padding:10px 0;border-top:1px solid #57534e;overflow-wrap:anywhere;unicode-bidi:plaintext}" +
    "code,pre{font:13px/1.5 ui-monospace,monospace}code{color:#fca5a5}" +
    "pre{margin:8px 0 0;padding:8px 10px;background:#292524;overflow-x:auto}" +
    "button{font:inherit;color:inherit;background:#44403c;border:1px solid #a8a29e;border-radius:4px;padding:2px 12px;cursor:pointer}" +
    "button:focus-visible,pre:focus-visible,section:focus-visible{outline:3px solid #fbbf24;outline-offset:-3px}" +
    "@media print{:host{display:none}}";

  function element(name, text, parent) {
    var made = document.createElement(name);
    made.textContent = text;
    return parent.appendChild(made);
  }

  function hide() {
    if (host) { host.remove(); }
    host = null;
  }

  function dismiss() {
    hidden = told;
    hide();
  }

  function show(problems) {
    hide();
    if (!problems.length || hidden === told) { return; }
    host = document.createElement("studylog-problems");
    var root = host.attachShadow({ mode: "open" });
    element("style", css, root);
    var section = element("section", "", root), header = element("header", "", section);
    section.setAttribute("role", "alert");
    section.tabIndex = 0;
    var title = problems.length === 1 ? "The journal has a problem" : "The journal has " + problems.length + " problems";
    element("h2", title, header);
    element("button", "Hide", header).addEventListener("click", dismiss);
    element("p", "This is the last good page. It goes on when the journal is whole again.", section);
    var list = element("ul", "", section);
    problems.forEach(function (problem) {
      var item = element("li", "", list);
      element("code", problem.place, item);
      element("p", [problem.message, problem.hint].filter(Boolean).join(" "), item);
      if (problem.shown) { element("pre", problem.shown, item).tabIndex = 0; }
    });
    document.documentElement.append(host);
  }

  function listen() {
    if (document.visibilityState === "hidden") {
      if (source) { source.close(); }
      source = null;
    } else if (!source) {
      source = new EventSource(address);
      source.onmessage = function (event) {
        if (event.data === told) { return; }
        told = event.data;
        hidden = "";
        show(JSON.parse(told));
      };
    }
  }

  document.addEventListener("keydown", function (event) { if (event.key === "Escape" && host) { dismiss(); } });
  document.addEventListener("visibilitychange", listen);
  listen();
})();
