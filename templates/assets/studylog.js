/* Charts come alive on request: the page shows an SVG; "Explore" fetches Plotly from this site, once, and draws. */
(function () {
  "use strict";
  var here = document.currentScript.src;
  var loading = null;

  function plotly() {
    loading = loading || new Promise(function (resolve, reject) {
      var script = document.createElement("script");
      script.src = here.replace(/studylog\.js.*$/, "plotly.min.js");
      script.onload = function () { keepStyles(); resolve(window.Plotly); };
      script.onerror = function () { loading = null; reject(new Error("plotly.min.js did not load")); };
      document.head.appendChild(script);
    });
    return loading;
  }

  /* Instant navigation rebuilds <head> and would take Plotly's own rules with it. */
  function keepStyles() {
    var own = Array.prototype.filter.call(document.styleSheets, function (sheet) {
      return sheet.ownerNode && /plotly/.test(sheet.ownerNode.id || "");
    });
    own.forEach(function (sheet) {
      var copy = new CSSStyleSheet();
      Array.prototype.forEach.call(sheet.cssRules, function (rule) { copy.insertRule(rule.cssText, copy.cssRules.length); });
      document.adoptedStyleSheets = document.adoptedStyleSheets.concat(copy);
    });
  }

  function coloured(value, style) {
    if (Array.isArray(value)) { return value.map(function (item) { return coloured(item, style); }); }
    if (value && typeof value === "object") {
      return Object.keys(value).reduce(function (made, key) { made[key] = coloured(value[key], style); return made; }, {});
    }
    if (typeof value === "string" && value.indexOf("role:") === 0) {
      return style.getPropertyValue("--sl-" + value.slice(5)).trim();
    }
    return value;
  }

  function draw(plot, Plotly) {
    var style = getComputedStyle(document.body);
    var figure = coloured(JSON.parse(plot.dataset.spec), style);
    var text = style.getPropertyValue("--sl-soft").trim(), rule = style.getPropertyValue("--sl-rule").trim();
    ["xaxis", "yaxis"].forEach(function (name) {
      figure.layout[name] = Object.assign({ gridcolor: rule, zerolinecolor: rule, automargin: true }, figure.layout[name]);
    });
    Object.assign(figure.layout, {
      paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)", font: { color: text, size: 12 }, height: 320,
      margin: { l: 48, r: 16, t: 16, b: 40 }, legend: { orientation: "h" }, hovermode: "closest"
    });
    var live = plot.querySelector(".sl-live");
    if (!live) {
      live = document.createElement("div");
      live.className = "sl-live";
      plot.appendChild(live);
    }
    plot.querySelector("svg").style.display = "none";
    return Plotly.react(live, figure.data, figure.layout, {
      responsive: true, displaylogo: false, showSendToCloud: false, plotlyServerURL: ""
    }).then(function () {
      live.removeAllListeners("plotly_click");
      live.on("plotly_click", function (event) {
        var path = event.points[0].customdata;
        if (path) { window.location.href = plot.dataset.base + path.replace(/\.md$/, ".html"); }
      });
    });
  }

  function mount() {
    document.querySelectorAll(".sl-plot[data-spec]").forEach(function (plot) {
      if (plot.dataset.mounted) { return; }
      plot.dataset.mounted = "yes";
      var button = document.createElement("button");
      button.type = "button";
      button.className = "sl-explore";
      button.textContent = "Explore";
      button.setAttribute("aria-label", "Explore " + plot.dataset.title);
      button.addEventListener("click", function () {
        button.disabled = true;
        plotly().then(function (Plotly) { return draw(plot, Plotly); }).then(
          function () { button.remove(); },
          function (error) { button.disabled = false; button.textContent = "Explore (" + error.message + ")"; }
        );
      });
      plot.after(button);
    });
  }

  function redraw() {
    if (window.Plotly) {
      document.querySelectorAll(".sl-plot .sl-live").forEach(function (live) { draw(live.parentNode, window.Plotly); });
    }
  }

  /* Material's document$ tells of instant navigation; from file:// it never does, so mount at once as well. */
  if (document.readyState === "loading") { document.addEventListener("DOMContentLoaded", mount); } else { mount(); }
  if (window.document$) { window.document$.subscribe(mount); }
  new MutationObserver(redraw).observe(document.body, { attributes: true, attributeFilter: ["data-md-color-scheme"] });
})();
