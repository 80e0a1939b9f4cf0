/* What a journal's pages do beyond being read. Every page is complete without it.
   Charts: the SVG stands; pointing at a chart, or "Explore", fetches Plotly from this site, once, and draws it live.
   Tables: sort and filter, with the choice kept in the address. Due dates: counted from the reader's own day.
   News: since a day that the reader chooses. */
(function () {
  "use strict";
  var home = document.currentScript.src.replace(/journal\/assets\/studylog\.js.*$/, "");
  var loading = null, live = [];
  var thrifty = navigator.connection && navigator.connection.saveData;
  var each = function (where, what, run) { Array.prototype.forEach.call(where.querySelectorAll(what), run); };

  function make(tag, properties) { return Object.assign(document.createElement(tag), properties); }

  /* ---- Charts ---- */

  function plotly() {
    loading = loading || new Promise(function (resolve, reject) {
      document.head.appendChild(make("script", {
        src: home + "journal/assets/vendor/plotly.min.js",
        onload: function () { keepStyles(); resolve(window.Plotly); },
        onerror: function () { loading = null; reject(new Error("plotly.min.js did not load")); }
      }));
    });
    return loading;
  }

  /* Instant navigation rebuilds <head> and would take Plotly's own rules with it. */
  function keepStyles() {
    Array.prototype.forEach.call(document.styleSheets, function (sheet) {
      if (!sheet.ownerNode || !/plotly/.test(sheet.ownerNode.id || "")) { return; }
      var copy = new CSSStyleSheet();
      Array.prototype.forEach.call(sheet.cssRules, function (rule) { copy.insertRule(rule.cssText, copy.cssRules.length); });
      document.adoptedStyleSheets = document.adoptedStyleSheets.concat(copy);
    });
  }

  /* A figure with roles in place of colours, in the colours of now. */
  function coloured(value, style) {
    if (Array.isArray(value)) { return value.map(function (item) { return coloured(item, style); }); }
    if (value && typeof value === "object") {
      return Object.keys(value).reduce(function (made, key) { made[key] = coloured(value[key], style); return made; }, {});
    }
    var role = typeof value === "string" && /^role:(.+)/.exec(value);
    return role ? style.getPropertyValue("--sl-" + role[1]).trim() : value;
  }

  /* A heat map as squares: the bundle that phones can afford has no heat maps. */
  function squares(map, width) {
    var most = function (numbers) { return Math.max.apply(null, numbers); };
    var days = map.x.map(function (on) { return Date.parse(on) / 864e5; });
    var nearest = -most(days.slice(1).map(function (day, n) { return days[n] - day; }));
    var columns = days.length > 1 ? (most(days) - days[0]) / nearest + 1 : 1;
    var names = 7 * most(map.y.map(function (name) { return name.length; }));
    var made = { type: "scatter", mode: "markers", name: map.name, x: [], y: [], customdata: [], meta: map.meta };
    made.marker = { symbol: "square", size: Math.max(4, Math.min(14, (width - names) / columns - 2)), color: [],
      colorscale: map.colorscale, cmin: map.zmin, cmax: map.zmax };
    made.hovertemplate = map.hovertemplate.replace("%{z}", "%{marker.color}");
    map.z.forEach(function (row, m) {
      row.forEach(function (score, n) {
        if (score === null) { return; }
        made.x.push(map.x[n]); made.y.push(map.y[m]); made.marker.color.push(score);
        if (map.customdata) { made.customdata.push(map.customdata[m][n]); }
      });
    });
    return made;
  }

  function draw(plot, Plotly) {
    var style = getComputedStyle(document.body), color = function (name) { return style.getPropertyValue(name).trim(); };
    var figure = coloured(JSON.parse(plot.dataset.spec), style), text = color("--sl-soft"), rule = color("--sl-rule");
    var height = +(plot.dataset.height = plot.dataset.height || plot.clientHeight);
    figure.data = figure.data.map(function (trace) {
      trace = Object.assign({}, figure.each, trace);
      if (trace.type !== "heatmap") { return trace; }
      Object.assign(figure.layout.yaxis, { type: "category", categoryorder: "array", categoryarray: trace.y });
      return squares(trace, plot.clientWidth - 40);
    });
    ["xaxis", "yaxis"].forEach(function (name) {
      figure.layout[name] = Object.assign({ gridcolor: rule, zerolinecolor: rule, automargin: true }, figure.layout[name]);
    });
    figure.layout = Object.assign({
      paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)", font: { color: text, size: 12 }, height: height,
      margin: { l: 40, r: 12, t: 12, b: 28 }, showlegend: false, hovermode: "closest",
      hoverlabel: { bgcolor: color("--sl-ground"), bordercolor: rule, font: { color: color("--md-default-fg-color") } }
    }, figure.layout);
    toggles(plot).forEach(function (box, n) { figure.data[n].visible = box.checked; });
    var target = plot.querySelector(".sl-live"), days = range();
    if (!target) {
      target = plot.appendChild(make("div", { className: "sl-live" }));
      live.push({ plot: plot, target: target });
    }
    plot.classList.add("sl-live-on");
    if (days && figure.layout.xaxis.type === "date") { figure.layout.xaxis.range = span(figure, days); }
    return Plotly.react(target, figure.data, figure.layout, {
      responsive: true, displaylogo: false, showSendToCloud: false, plotlyServerURL: ""
    }).then(function () {
      target.removeAllListeners("plotly_click");
      target.on("plotly_click", function (event) { follow(event.points[0]); });
    });
  }

  function follow(point) {
    var data = point.data || {}, key = point.customdata || (data.meta && point.x);
    if (key) { window.location.href = home + (data.meta || "") + key + ".html"; }
  }

  function toggles(plot) {
    return Array.prototype.slice.call(plot.parentNode.querySelectorAll(".sl-legend input"));
  }

  function explore(plot, button) {
    if (plot.classList.contains("sl-live-on")) { return Promise.resolve(); }
    button.disabled = true;
    return plotly().then(function (Plotly) { return draw(plot, Plotly); }).then(
      function () { button.remove(); },
      function (error) { button.disabled = false; button.textContent = "Explore (" + error.message + ")"; }
    );
  }

  function charts() {
    live = live.filter(function (chart) {
      if (document.contains(chart.target)) { return true; }
      if (window.Plotly) { window.Plotly.purge(chart.target); }
      return false;
    });
    each(document, ".sl-plot[data-spec]:not([data-ready])", function (plot) {
      var button = make("button", { type: "button", className: "sl-explore", textContent: "Explore" }), wait;
      plot.dataset.ready = "";
      button.setAttribute("aria-label", "Explore " + plot.dataset.title);
      button.addEventListener("click", function () { explore(plot, button); });
      plot.after(button);
      plot.addEventListener("pointerenter", function (event) {
        if (event.pointerType === "mouse" && !thrifty) { wait = setTimeout(explore, 400, plot, button); }
      });
      plot.addEventListener("pointerleave", function () { clearTimeout(wait); });
      toggles(plot).forEach(function (box, n) {
        box.addEventListener("change", function () {
          var target = plot.querySelector(".sl-live");
          if (target) { window.Plotly.restyle(target, { visible: box.checked }, [n]); }
        });
      });
    });
  }

  function redraw() { live.forEach(function (chart) { draw(chart.plot, window.Plotly); }); }

  /* ---- The range on the page of trends ---- */

  function range() {
    var chosen = document.querySelector(".sl-range input:checked");
    return chosen ? +chosen.value : 0;
  }

  function span(figure, days) {
    var last = figure.data.reduce(function (end, trace) { return trace.x.reduce(function (a, b) { return a > b ? a : b; }, end); }, "");
    var end = new Date(last + "T00:00:00Z").getTime(), day = 864e5;
    return [new Date(end - days * day), new Date(end + day)].map(function (at) { return at.toISOString().slice(0, 10); });
  }

  function ranges() {
    each(document, ".sl-range:not([data-ready])", function (field) {
      field.dataset.ready = "";
      var asked = new URLSearchParams(location.search).get("range");
      each(field, "input", function (input) {
        input.addEventListener("change", function () { remember({ range: range() || null }); showRange(); });
        if (input.value === asked) { input.checked = true; showRange(); }
      });
    });
  }

  function showRange() {
    plotly().then(function (Plotly) {
      each(document, ".sl-plot-trend[data-spec], .sl-plot-multiples[data-spec]", function (plot) {
        draw(plot, Plotly);
        if (plot.nextElementSibling && plot.nextElementSibling.matches(".sl-explore")) { plot.nextElementSibling.remove(); }
      });
    });
  }

  /* ---- Tables ---- */

  function remember(changes) {
    var address = new URL(location.href);
    Object.keys(changes).forEach(function (key) {
      if (changes[key] === null || changes[key] === "") { address.searchParams.delete(key); } else { address.searchParams.set(key, changes[key]); }
    });
    history.replaceState(history.state, "", address);
  }

  function value(cell) {
    var time = cell.querySelector("time"), due = cell.matches(".sl-due") && cell.parentNode.dataset.due;
    var text = cell.dataset.v || due || (time ? time.dateTime : cell.textContent.trim());
    var number = parseFloat(text.replace("−", "-").replace("±", ""));
    if (text === "–" || text === "") { return null; }
    return cell.matches(".sl-num, [data-v]") && !isNaN(number) && !/^\d{4}-/.test(text) ? number : text.toLowerCase();
  }

  function sort(table, column, down) {
    var body = table.tBodies[0], sign = down ? -1 : 1;
    Array.prototype.map.call(body.rows, function (row) { return { row: row, value: value(row.cells[column]) }; })
      .sort(function (a, b) {
        if (a.value === null || b.value === null) { return (a.value === null) - (b.value === null); }
        return a.value < b.value ? -sign : a.value > b.value ? sign : 0;
      })
      .forEach(function (entry) { body.appendChild(entry.row); });
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (head, n) {
      if (n === column) { head.setAttribute("aria-sort", down ? "descending" : "ascending"); } else { head.removeAttribute("aria-sort"); }
    });
  }

  function menu(place, name, className) {
    var label = make("label", { textContent: name + " ", className: className || "" }), choice = make("select");
    label.appendChild(choice); place.appendChild(label);
    return choice;
  }

  function highFirst(head) { return head.matches(".sl-num") && head.textContent.trim().charAt(0) !== "#"; }

  /* By the heads of columns; on a phone, where rows are stacked and have none, by a menu. */
  function sortable(table, place) {
    var asked = new URLSearchParams(location.search).get(table.dataset.name + ".sort"), heads = table.tHead.rows[0].cells;
    var choice = menu(place, "Sort by", "sl-narrow");
    choice.add(new Option("–", ""));
    function by(n, down) {
      sort(table, n, down);
      choice.value = n;
      var sorted = {}; sorted[table.dataset.name + ".sort"] = (down ? "-" : "") + n; remember(sorted);
    }
    Array.prototype.forEach.call(heads, function (head, n) {
      var button = make("button", { type: "button", className: "sl-sort" }), name = head.textContent.trim();
      if (!name || name === "History") { return; }
      button.setAttribute("aria-label", "Sort by " + name);
      button.addEventListener("click", function () {
        by(n, head.getAttribute("aria-sort") === "ascending" || (!head.hasAttribute("aria-sort") && highFirst(head)));
      });
      head.appendChild(button);
      choice.add(new Option(name, n));
    });
    choice.addEventListener("change", function () { if (choice.value) { by(+choice.value, highFirst(heads[choice.value])); } });
    if (asked && /^-?\d+$/.test(asked) && heads[Math.abs(asked)]) { by(Math.abs(asked), asked.charAt(0) === "-"); }
  }

  function filterable(table, place) {
    var kinds = {}, rows = Array.prototype.slice.call(table.tBodies[0].rows);
    each(table, "td[data-kind]", function (cell) {
      var kind = cell.dataset.kind;
      (kinds[kind] = kinds[kind] || {})[cell.textContent.trim()] = true;
    });
    var names = Object.keys(kinds).filter(function (kind) { return Object.keys(kinds[kind]).length > 1; });
    if (!names.length) { return; }
    var said = make("span"), choices = {};
    said.setAttribute("role", "status");
    names.forEach(function (kind) {
      var choice = choices[kind] = menu(place, kind.charAt(0).toUpperCase() + kind.slice(1));
      [""].concat(Object.keys(kinds[kind]).sort()).forEach(function (name) { choice.add(new Option(name || "all", name)); });
      choice.value = new URLSearchParams(location.search).get(table.dataset.name + "." + kind) || "";
      if (choice.selectedIndex < 0) { choice.value = ""; }
      choice.addEventListener("change", function () {
        var chosen = {}; chosen[table.dataset.name + "." + kind] = choice.value; remember(chosen); show();
      });
    });
    function show() {
      var shown = rows.filter(function (row) {
        var fits = names.every(function (kind) {
          var wanted = choices[kind].value, cell = row.querySelector('[data-kind="' + kind + '"]');
          return !wanted || cell.textContent.trim() === wanted;
        });
        row.hidden = !fits;
        return fits;
      }).length;
      said.textContent = shown === rows.length ? rows.length + " rows" : shown + " of " + rows.length + " rows";
    }
    place.appendChild(said);
    show();
  }

  function tables() {
    each(document, ".sl-many:not([data-ready])", function (table) {
      table.dataset.ready = "";
      var place = document.querySelector(".sl-menus[data-for=" + table.dataset.name + "]");
      if (place) { filterable(table, place); sortable(table, place); }
    });
  }

  /* ---- Due dates, seen from the reader's own day ---- */

  function today() {
    var now = new Date();
    return new Date(now.getTime() - now.getTimezoneOffset() * 6e4).toISOString().slice(0, 10);
  }

  function relative(days) {
    var n = Math.abs(days), text = n === 1 ? "1 day" : n + " days";
    return days > 0 ? text + " overdue" : days < 0 ? "in " + text : "today";
  }

  function dues() {
    var from = document.querySelector("[data-as-of]:not([data-ready])"), now = today();
    if (!from) { return; }
    from.dataset.ready = "";
    if (now <= from.dataset.asOf) { return; }
    var due = document.querySelector("[data-name=due] tbody"), coming = document.querySelector("[data-name=coming]");
    each(document, "[data-due]", function (place) {
      var days = Math.round((Date.parse(now) - Date.parse(place.dataset.due)) / 864e5), said = place.querySelector("small");
      if (said) { said.textContent = relative(days); }
    });
    if (coming && due) {
      each(coming, "tr[data-due]", function (row) {
        if (row.dataset.due > now) { return; }
        var cells = row.cells, moved = due.insertRow();
        moved.dataset.due = row.dataset.due;
        moved.append(make("td", { className: "sl-num", textContent: due.rows.length }), cells[0], cells[2], cells[3], cells[6], make("td", { className: "sl-text" }));
        row.remove();
      });
    }
    each(document, "[data-coming]", function (tile) {
      var more = tile.dataset.coming.split(" ").reduce(function (sum, entry) {
        var part = entry.split(":");
        return sum + (part[0] <= now ? +part[1] : 0);
      }, 0);
      var number = tile.querySelector(".sl-value"), detail = tile.querySelector(".sl-detail");
      number.textContent = +number.textContent + more;
      if (more) { detail.textContent += ", " + more + " since " + from.dataset.asOf; }
    });
  }

  /* ---- What is new since a day that the reader chooses; this browser remembers it ---- */

  function news() {
    each(document, ".sl-new:not([data-ready])", function (part) {
      var place = part.querySelector(".sl-since"), end = part.dataset.end, key = "studylog.since " + location.pathname;
      part.dataset.ready = "";
      if (!place) { return; }
      var label = make("label", { textContent: "New since " }), from = make("input", { type: "date", max: end });
      var read = make("button", { type: "button", textContent: "All read" }), said = make("span");
      said.setAttribute("role", "status");
      label.appendChild(from); place.append(label, read, said);
      function show() {
        var counts = {};
        each(part, "li[data-on]", function (item) {
          item.hidden = item.dataset.on < from.value;
          if (!item.hidden) { counts[item.dataset.kind] = (counts[item.dataset.kind] || 0) + 1; }
        });
        said.textContent = Object.keys(counts).map(function (kind) {
          return counts[kind] + " " + kind + (counts[kind] === 1 ? "" : "s");
        }).join(", ") || "nothing new";
      }
      function choose() { show(); try { localStorage.setItem(key, from.value); } catch (refused) { /* not kept then */ } }
      from.value = new Date(Date.parse(end) - 6 * 864e5).toISOString().slice(0, 10);
      try { from.value = localStorage.getItem(key) || from.value; } catch (refused) { /* a week then */ }
      from.addEventListener("change", choose);
      read.addEventListener("click", function () { from.value = end; choose(); });
      show();
    });
  }

  function mount() {
    charts(); ranges(); tables(); dues(); news();
    each(document, "[data-md-component=search]", function (search) { search.setAttribute("aria-label", "Search"); });
    each(document, "form[name=search]", function (form) { form.setAttribute("aria-label", "Search"); });
  }

  /* Material's document$ tells of instant navigation; from file:// it never does, so mount at once as well. */
  if (document.readyState === "loading") { document.addEventListener("DOMContentLoaded", mount); } else { mount(); }
  if (window.document$) { window.document$.subscribe(mount); }
  new MutationObserver(redraw).observe(document.body, { attributes: true, attributeFilter: ["data-md-color-scheme"] });
})();
