// The whole graph: filtered by type, days, outlet and strength; graph.js makes its picture. Without JavaScript the page
// shows a drawing of its heaviest nodes and the same tables.
(function () {
  "use strict";
  var ROWS = 300;         // table rows shown at a time, as the page has them without a script
  var FEW = 25;           // nodes up to which every name is shown
  var NUMBERED = 60;      // links up to which each is labelled with its number
  var NAMED = 12;         // neighbours of a chosen node that are named, in the picture and beside it
  var PIXELS = 13;        // size of every name and number on the screen, once it rests
  var REST = 120;         // milliseconds without a move after which names are set anew
  var FARTHEST = 0.1, NEAREST = 8, MOST_FITTED = 2, CLOSE = 1; // scales; at 1 one unit of the map is a pixel
  var HELP = "Graph. Arrow keys move it, plus and minus zoom, 0 shows all, N and P go through the nodes, Enter opens the page of the chosen one. The same data is in the tables below.";
  var kit = window.newsarGraph;

  function byId(id) { return document.getElementById(id); }

  // Data: the network, and every (pair, brief), sorted by pair, so that a filter is one pass without a search.
  function read(columns) {
    var n = columns.nodes.length, briefs = columns.briefs, total = 0, at = 0, i, j, k;
    briefs.forEach(function (b) { total += b[2] * (b[2] - 1) / 2; });
    var keys = new Float64Array(total), m = briefs.length;
    for (i = 0; i < m; i++) {
      var b = briefs[i], end = 3 + b[2];
      for (j = 3; j < end; j++) {
        for (k = j + 1; k < end; k++) { keys[at++] = (b[j] * n + b[k]) * m + i; } // members rise within a brief
      }
    }
    keys.sort();
    var first = [], of = new Uint32Array(total), a = [], c = [], last = -1;
    for (i = 0; i < total; i++) {
      var pair = Math.floor(keys[i] / m);
      of[i] = keys[i] - pair * m;
      if (pair !== last) { first.push(i); a.push(Math.floor(pair / n)); c.push(pair % n); last = pair; }
    }
    first.push(total);
    return {
      n: n, columns: columns, of: of, first: Uint32Array.from(first), a: Uint32Array.from(a), b: Uint32Array.from(c),
      pairs: a.length, start: Date.parse(columns.first + "T00:00:00Z") / 864e5
    };
  }

  // What passes: counts of nodes and pairs over the briefs that pass, then types, then strength.
  function sift(data, want) {
    var briefs = data.columns.briefs, pass = new Uint8Array(briefs.length), count = new Uint32Array(data.n), held = 0;
    briefs.forEach(function (b, i) {
      if (b[0] < want.from || b[0] > want.to || (want.outlet >= 0 && b[1] !== want.outlet)) { return; }
      pass[i] = 1;
      held++;
      for (var j = 3; j < b.length; j++) { count[b[j]]++; }
    });
    var known = data.columns.nodes, kept = [], shared = new Uint32Array(data.pairs), most = 0, i, j;
    for (i = 0; i < data.pairs; i++) {
      if (!want.kinds[known[data.a[i]].kind] || !want.kinds[known[data.b[i]].kind]) { continue; }
      var sum = 0;
      for (j = data.first[i]; j < data.first[i + 1]; j++) { sum += pass[data.of[j]]; }
      if (sum >= want.shared) { shared[i] = sum; kept.push(i); if (sum > most) { most = sum; } }
    }
    kept.sort(function (x, y) { return shared[y] - shared[x] || x - y; });
    var linked = new Uint8Array(data.n), nodes = [];
    kept.forEach(function (e) { linked[data.a[e]] = linked[data.b[e]] = 1; });
    for (i = 0; i < data.n; i++) { if (linked[i]) { nodes.push(i); } }
    nodes.sort(function (x, y) { return count[y] - count[x] || x - y; });
    return { briefs: held, count: count, shared: shared, links: kept, nodes: nodes, linked: linked };
  }

  function neighbours(data, found, node) {
    return found.links.filter(function (e) { return data.a[e] === node || data.b[e] === node; })
      .map(function (e) { return { node: data.a[e] === node ? data.b[e] : data.a[e], shared: found.shared[e] }; });
  }

  // Address: only what differs from the page's own state.
  function toAddress(data, form, state) {
    var query = new URLSearchParams();
    var kinds = checked(form);
    if (kinds.length !== form.querySelectorAll("[name=type]").length) { query.set("type", kinds.join(",")); }
    ["from", "to", "outlet"].forEach(function (name) { if (form.elements[name].value) { query.set(name, form.elements[name].value); } });
    var shared = form.elements.shared;
    if (shared.value !== shared.defaultValue) { query.set("shared", shared.value); }
    if (state.chosen >= 0) { query.set("node", data.columns.nodes[state.chosen].target.replace(/^entities\/|\/$/g, "")); }
    var text = query.toString().replace(/%2F/g, "/").replace(/%2C/g, ",");
    try {
      history.replaceState(null, "", location.pathname + (text ? "?" + text : "") + location.hash);
    } catch (error) { /* some browsers keep the address of a file as it is */ }
  }

  function fromAddress(data, form) {
    var query = new URLSearchParams(location.search);
    if (query.has("type")) {
      var kinds = query.get("type").split(",");
      form.querySelectorAll("[name=type]").forEach(function (box) { box.checked = kinds.indexOf(box.value) >= 0; });
    }
    ["from", "to", "outlet", "shared"].forEach(function (name) {
      if (!query.has(name)) { return; }
      form.elements[name].value = query.get(name);
      if (name === "outlet" && form.elements.outlet.selectedIndex < 0) { form.elements.outlet.value = ""; }
      if (name === "shared" && !(Number(query.get(name)) >= 1)) { form.elements.shared.value = form.elements.shared.defaultValue; }
    });
    var node = query.get("node");
    return node ? data.columns.nodes.findIndex(function (each) { return each.target === (/^topics\//.test(node) ? "" : "entities/") + node + "/"; }) : -1;
  }

  function checked(form) {
    return Array.prototype.filter.call(form.querySelectorAll("[name=type]"), function (box) { return box.checked; })
      .map(function (box) { return box.value; });
  }

  function wanted(data, form) {
    var kinds = checked(form);
    function day(name, other) {
      var value = Date.parse(form.elements[name].value + "T00:00:00Z") / 864e5;
      return isNaN(value) ? other : value - data.start;
    }
    return {
      kinds: data.columns.kinds.map(function (kind) { return kinds.indexOf(kind.name.toLowerCase()) >= 0; }),
      from: day("from", -Infinity), to: day("to", Infinity),
      outlet: form.elements.outlet.value ? data.columns.outlets.indexOf(form.elements.outlet.value) : -1,
      shared: Math.max(1, Math.floor(Number(form.elements.shared.value)) || data.columns.strength)
    };
  }

  // The picture: vis-network draws what passes, in the places that the build gave. `told` says what a node counts.
  function Picture(box, data, told) {
    var self = this, rest = 0;
    function soon() { clearTimeout(rest); rest = setTimeout(function () { self.name(); }, REST); }
    this.data = data;
    this.told = told;
    this.vis = kit.made(box, data.columns.options, HELP);
    this.frame = this.vis.canvas.frame;
    this.asked = this.chosen = -1;
    this.sizes = new Float32Array(data.n);
    this.vis.on("zoom", function () { self.zoomTo(self.vis.getScale()); });
    ["zoom", "dragEnd", "resize"].forEach(function (event) { self.vis.on(event, soon); });
    this.frame.addEventListener("keyup", soon);
    kit.onTheme(function () { self.show(self.found, self.links); self.name(); });
  }

  Picture.prototype.id = function (e) { return this.data.a[e] * this.data.n + this.data.b[e]; };

  Picture.prototype.edge = function (e, numbered) {
    var edge = { id: this.id(e), from: this.data.a[e], to: this.data.b[e], value: Math.log(1 + this.found.shared[e]) };
    if (numbered) { edge.label = String(this.found.shared[e]); edge.font = { size: PIXELS / this.vis.getScale() }; }
    return edge;
  };

  Picture.prototype.node = function (i) {
    var node = this.painted[i], known = this.data.columns.nodes[i];
    if (!node) {
      node = this.painted[i] = kit.paint(Object.assign({}, known, {
        value: Math.sqrt(this.found.count[i]), title: known.label + " · " + this.told(i), font: { size: 0 }
      }), this.colour, this.data.columns.options.nodes.scaling.label.drawThreshold, 1);
    }
    node.font.size = this.sizes[i];
    node.font.strokeWidth = this.sizes[i] / 4;
    return node;
  };

  // What passes, to be named next; `links` are the page's own, where it has them made.
  Picture.prototype.show = function (found, links) {
    var self = this, most = Math.min(found.links.length, this.data.columns.most), colour = this.colour = kit.colours();
    this.found = found;
    this.links = links;
    this.painted = {};
    this.sizes.fill(0);
    this.vis.setOptions({ edges: {
      color: { color: colour.edge, highlight: colour.ink, hover: colour.ink, opacity: Math.max(0.25, Math.min(1, 600 / most)) },
      font: { color: colour.ink, strokeWidth: 3, strokeColor: colour.paper }
    } });
    this.nodes = new window.vis.DataSet(found.nodes.map(function (i) { return self.node(i); }));
    this.edges = new window.vis.DataSet(links || found.links.slice(0, most).map(function (e) { return self.edge(e, false); }));
    this.added = [];
    this.numbered = [];
    kit.replace(this.vis, { nodes: this.nodes, edges: this.edges });
    this.choose(this.asked);
  };

  // A chosen node shows all of its links; to be named next.
  Picture.prototype.choose = function (node) {
    var self = this, data = this.data, near;
    this.edges.remove(this.added);
    this.vis.unselectAll();
    this.asked = node; // what does not pass now may pass the next filters
    this.chosen = node >= 0 && this.found.linked[node] ? node : -1;
    near = this.near = this.chosen < 0 ? [] : this.found.links.filter(function (e) { return data.a[e] === node || data.b[e] === node; });
    this.added = near.map(function (e) { return self.id(e); }).filter(function (id) { return self.edges.get(id) === null; });
    this.edges.update(near.map(function (e) { return self.edge(e, false); }));
    if (this.chosen >= 0) { this.vis.selectNodes([node]); }
  };

  // Names in view: a chosen node's and its neighbours'; else those that have room at this scale, as the build found out,
  // or all of a few. vis-network lets names grow with the scale: at rest they get their size on the screen again.
  Picture.prototype.name = function () {
    var self = this, data = this.data, found = this.found, vis = this.vis, size = PIXELS / vis.getScale(), always = {}, few = found.nodes.length <= FEW;
    var low = vis.DOMtoCanvas({ x: 0, y: 0 }), high = vis.DOMtoCanvas({ x: this.frame.clientWidth, y: this.frame.clientHeight });
    var numbered = (found.links.length <= NUMBERED ? found.links : this.near.slice(0, NAMED)), ids = {};
    this.near.slice(0, NAMED).forEach(function (e) { always[data.a[e]] = always[data.b[e]] = true; });
    this.nodes.update(found.nodes.filter(function (i) {
      var node = data.columns.nodes[i], shown = always[i] || (self.chosen < 0 && (few || node.near * size <= PIXELS));
      var wanted = shown && node.x > low.x && node.x < high.x && node.y > low.y && node.y < high.y ? size : 0;
      if (Math.abs(wanted - self.sizes[i]) <= wanted / 20) { return false; }
      self.sizes[i] = wanted;
      return true;
    }).map(function (i) { return self.node(i); }));
    numbered.forEach(function (e) { ids[self.id(e)] = true; });
    this.edges.update(this.numbered.filter(function (id) { return !ids[id] && self.edges.get(id) !== null; }).map(function (id) { return { id: id, font: { size: 0 } }; }));
    this.edges.update(numbered.map(function (e) { return self.edge(e, true); }));
    this.numbered = Object.keys(ids).map(Number);
  };

  Picture.prototype.zoomTo = function (scale) {
    var kept = Math.max(FARTHEST, Math.min(NEAREST, scale));
    if (kept !== this.vis.getScale()) { this.vis.moveTo({ scale: kept }); this.name(); }
  };

  // All that passes the filters, as large as it fits.
  Picture.prototype.all = function () { this.vis.fit({ minZoomLevel: FARTHEST, maxZoomLevel: MOST_FITTED }); this.name(); };

  Picture.prototype.centre = function (node) {
    var at = this.data.columns.nodes[node];
    this.vis.moveTo({ position: { x: at.x, y: at.y }, scale: Math.max(this.vis.getScale(), CLOSE) });
    this.name();
  };

  function button(label, name, act) {
    var made = document.createElement("button");
    made.type = "button";
    made.textContent = label;
    made.setAttribute("aria-label", name);
    made.addEventListener("click", act);
    return made;
  }

  function start() {
    var box = byId("map"), form = byId("filters");
    if (!box || !form) { return; }
    var columns = JSON.parse(box.querySelector("script").textContent), data = read(columns), root = box.getAttribute("data-root");
    var picture = null, state = { chosen: -1, found: null, links: 0, nodes: 0 }, waiting = 0;
    form.hidden = false;

    function kindAndCount(node) {
      var count = state.found.count[node];
      return columns.kinds[columns.nodes[node].kind].name + " · " + count + (count === 1 ? " brief" : " briefs");
    }

    function address(node) { return root + columns.nodes[node].target; }

    function linkTo(node) {
      var cell = document.createElement("td"), link = document.createElement("a"), shape = document.createElement("i");
      shape.className = "sh " + columns.kinds[columns.nodes[node].kind].shape;
      link.href = address(node);
      link.textContent = columns.nodes[node].label;
      cell.append(shape, link);
      return cell;
    }

    function row(cells, number) {
      var made = document.createElement("tr"), last = document.createElement("td");
      last.className = "n";
      last.textContent = number;
      cells.forEach(function (node) { made.appendChild(linkTo(node)); });
      made.appendChild(last);
      return made;
    }

    function fill(table, name, items, from, make) {
      var body = byId(table).tBodies[0], part = document.createDocumentFragment(), to = Math.min(items.length, from + ROWS);
      for (var i = from; i < to; i++) { part.appendChild(make(items[i])); }
      if (!from) { body.textContent = ""; }
      body.appendChild(part);
      byId(table + "-note").textContent = name + (to < items.length ? " · the first " + to.toLocaleString("en") + " of " + items.length.toLocaleString("en") : "");
      byId("more-" + table).hidden = to >= items.length;
      state[table] = to;
    }
    function fillLinks(from) {
      fill("links", "strongest first", state.found.links, from, function (e) { return row([data.a[e], data.b[e]], state.found.shared[e]); });
    }
    function fillNodes(from) {
      fill("nodes", "in most briefs first", state.found.nodes, from, function (node) { return row([node], state.found.count[node]); });
    }

    function tell() {
      var found = state.found, number = function (value) { return value.toLocaleString("en"); };
      var text = number(found.nodes.length) + " of " + number(data.n) + " nodes and " + number(found.links.length) + " of " + number(data.pairs) +
        " links shown, from " + number(found.briefs) + " of " + number(columns.briefs.length) + " briefs.";
      if (found.links.length > columns.most) { text += " The strongest " + number(columns.most) + " links are drawn; the table has all."; }
      if (!found.nodes.length) { text += " Nothing passes these filters together."; }
      byId("shown").textContent = text;
    }

    function showChosen() {
      var panel = byId("picked"), node = state.chosen;
      panel.textContent = "";
      panel.hidden = node < 0;
      if (node < 0) { return; }
      var head = document.createElement("p"), name = document.createElement("a"), shape = document.createElement("i");
      var kind = columns.kinds[columns.nodes[node].kind], near = neighbours(data, state.found, node);
      shape.className = "sh " + kind.shape;
      name.href = address(node);
      name.textContent = columns.nodes[node].label;
      head.append(shape, name, " " + kindAndCount(node) + " · " + near.length + (near.length === 1 ? " link" : " links"));
      if (!state.found.linked[node]) { head.append(" · no link of its own passes the filters"); }
      head.appendChild(button("Close", "Choose no node", function () { choose(-1); }));
      panel.appendChild(head);
      var list = document.createElement("ul");
      near.slice(0, NAMED).forEach(function (each) {
        var item = document.createElement("li");
        item.appendChild(button(columns.nodes[each.node].label + " " + each.shared, columns.nodes[each.node].label + ", " + each.shared + " shared briefs: choose it", function () { choose(each.node, true); }));
        list.appendChild(item);
      });
      panel.appendChild(list);
    }

    function choose(node, centred) {
      state.chosen = node;
      if (picture) {
        picture.choose(node);
        if (centred && node >= 0) { picture.centre(node); } else { picture.name(); }
      }
      showChosen();
      toAddress(data, form, state);
    }

    function update() {
      state.found = sift(data, wanted(data, form));
      if (picture) { picture.show(state.found); picture.name(); }
      toAddress(data, form, state);
      clearTimeout(waiting); // the picture first; tables, and what is read aloud, once the last key is pressed
      waiting = setTimeout(function () { tell(); fillLinks(0); fillNodes(0); showChosen(); }, 60);
    }

    form.addEventListener("input", function (event) {
      if (event.target.name === "find") { suggest(); } else { update(); }
    });
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("reset", function () {
      setTimeout(function () { choose(-1); update(); if (picture) { picture.all(); } }, 0);
    });
    byId("more-links").addEventListener("click", function () { fillLinks(state.links); });
    byId("more-nodes").addEventListener("click", function () { fillNodes(state.nodes); });

    function matches(text) {
      var wanted = text.trim().toLowerCase(), exact = [], begins = [], holds = [];
      if (!wanted) { return []; }
      for (var i = 0; i < data.n; i++) {
        var name = columns.nodes[i].label.toLowerCase(), place = name.indexOf(wanted);
        if (name === wanted) { exact.push(i); } else if (place === 0) { begins.push(i); } else if (place > 0) { holds.push(i); }
      }
      return exact.concat(begins, holds);
    }
    function suggest() {
      var list = byId("found"), text = form.elements.find.value, found = matches(text);
      list.textContent = "";
      found.slice(0, 8).forEach(function (node) {
        var option = document.createElement("option");
        option.value = columns.nodes[node].label;
        list.appendChild(option);
      });
      if (found.length && columns.nodes[found[0]].label === text) { choose(found[0], true); }
    }
    form.elements.find.addEventListener("keydown", function (event) {
      var found = event.key === "Enter" ? matches(form.elements.find.value) : [];
      if (found.length) { choose(found[0], true); }
    });

    function step(by) {
      var nodes = state.found.nodes, place = nodes.indexOf(state.chosen);
      if (nodes.length) { choose(nodes[(place + by + nodes.length + (place < 0 && by < 0 ? 1 : 0)) % nodes.length], false); }
    }
    // Beside vis-network's own keys: arrows, plus and minus.
    function key(event) {
      if (event.ctrlKey || event.metaKey || event.altKey) { return; }
      var act = {
        "0": function () { picture.all(); },
        n: function () { step(1); }, p: function () { step(-1); },
        escape: function () { choose(-1); },
        enter: function () { if (state.chosen >= 0) { location.href = address(state.chosen); } }
      }[event.key.toLowerCase()];
      if (act) { event.preventDefault(); act(); }
    }

    function zoom(by) { picture.zoomTo(picture.vis.getScale() * by); }

    function paint() {
      var tools = document.createElement("div"), chosen = state.chosen;
      picture = new Picture(box, data, kindAndCount);
      picture.show(state.found, location.search ? null : columns.edges);
      picture.all();
      picture.vis.on("click", function (event) { choose(event.nodes.length ? event.nodes[0] : -1); });
      picture.vis.on("doubleClick", function (event) { if (event.nodes.length) { location.href = address(event.nodes[0]); } });
      picture.frame.addEventListener("keydown", key);
      tools.className = "tools";
      tools.append(
        button("+", "Zoom in", function () { zoom(1.5); }),
        button("−", "Zoom out", function () { zoom(1 / 1.5); }),
        button("All", "Show all", function () { picture.all(); }));
      box.appendChild(tools);
      if (chosen >= 0) { choose(chosen, true); }
      picture.vis.once("afterDrawing", function () { box.setAttribute("data-live", "yes"); });
    }

    state.chosen = fromAddress(data, form);
    update();
    kit.load(paint);
  }

  document.addEventListener("DOMContentLoaded", start);
})();
