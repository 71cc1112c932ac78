// The whole graph: drawn on a canvas, filtered by type, days, outlet and strength. Without JavaScript the page shows a
// drawing of its heaviest nodes and the same tables.
(function () {
  "use strict";
  var DRAWN = 20000;      // links drawn at most, the strongest: beyond, lines only darken the whole
  var ROWS = 300;         // table rows shown at a time, as the page has them without a script
  var NUMBERED = 60;      // links in view up to which each is labelled with its number
  var CELL = 8;           // pixels of the grid on which names claim their room
  var NAMES = 1500;       // nodes in view that may claim room for their name, the heaviest first
  var FEW = 150;          // nodes up to which every name may be shown
  var NAMED = 9000;       // square pixels for each name where all is shown: more names come as one comes nearer
  var ROOMY = 900;        // pixels of width from which nodes have their full size
  var CLEAR = 5;          // pixels of radius from which no other name may cover a node
  var REST = 140;         // milliseconds without a move after which lines are drawn sharp again
  var PLACES = 1000;      // coordinates run to this on both sides of the middle
  var MOST_FITTED = 6;    // zoom at most to fit the few that pass the filters
  var NEAREST = 60, FARTHEST = 0.6; // bounds of the zoom; 1 shows all
  var PAD = 24;           // pixels around the whole
  var CLASSES = [1, 2, 4, 8, 16]; // links are drawn in this many widths, by shared briefs
  var SHAPES = ["person", "org", "loc", "event", "topic"];

  function byId(id) { return document.getElementById(id); }

  // Data: columns, and every (pair, brief), sorted by pair, so that a filter is one pass without a search.
  function read(columns) {
    var n = columns.name.length, briefs = columns.briefs, total = 0, at = 0, i, j, k;
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
    var kind = data.columns.kind, kept = [], shared = new Uint32Array(data.pairs), most = 0, i, j;
    for (i = 0; i < data.pairs; i++) {
      if (!want.kinds[kind[data.a[i]]] || !want.kinds[kind[data.b[i]]]) { continue; }
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
    if (state.chosen >= 0) { query.set("node", data.columns.target[state.chosen].replace(/^entities\/|\/$/g, "")); }
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
    return node ? data.columns.target.indexOf((/^topics\//.test(node) ? "" : "entities/") + node + "/") : -1;
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

  function colours() {
    var style = getComputedStyle(document.documentElement), found = {}, probe = document.createElement("span");
    document.body.appendChild(probe);
    SHAPES.concat(["ink", "ink-2", "paper", "edge", "link"]).forEach(function (name) {
      probe.style.color = "var(--" + name + ")";
      found[name] = getComputedStyle(probe).color;
    });
    probe.remove();
    found.font = style.fontFamily;
    return found;
  }

  function outline(ctx, shape, x, y, r) {
    if (shape === "person") { ctx.moveTo(x + r, y); ctx.arc(x, y, r, 0, 7); return; }
    if (shape === "org") { ctx.rect(x - r * 0.9, y - r * 0.9, r * 1.8, r * 1.8); return; }
    if (shape === "topic") {
      ctx.moveTo(x - r * 0.8, y - r * 0.7);
      ctx.arc(x + r * 0.8, y, r * 0.7, -Math.PI / 2, Math.PI / 2);
      ctx.arc(x - r * 0.8, y, r * 0.7, Math.PI / 2, Math.PI * 1.5);
      ctx.closePath();
      return;
    }
    var tall = shape === "event" ? 1.1 : 1.25, wide = shape === "event" ? 1.15 : 1.25;
    ctx.moveTo(x, y - tall * r);
    if (shape === "event") {
      ctx.lineTo(x + wide * r, y + 0.9 * r);
      ctx.lineTo(x - wide * r, y + 0.9 * r);
    } else {
      ctx.lineTo(x + wide * r, y);
      ctx.lineTo(x, y + tall * r);
      ctx.lineTo(x - wide * r, y);
    }
    ctx.closePath();
  }

  function Drawing(box, data) {
    var self = this;
    this.data = data;
    this.box = box;
    this.canvas = document.createElement("canvas");
    this.lines = document.createElement("canvas"); // the links alone: moved as a picture while one drags
    this.ctx = this.canvas.getContext("2d");
    this.view = { zoom: 1, x: 0, y: 0 };
    this.linesView = null;
    this.chosen = this.hovered = -1;
    this.widths = new Float32Array(data.n);
    this.px = new Float32Array(data.n);
    this.py = new Float32Array(data.n);
    this.radius = new Float32Array(data.n);
    this.canvas.tabIndex = 0;
    this.canvas.setAttribute("role", "application");
    this.canvas.setAttribute("aria-label", "Graph. Arrow keys move it, plus and minus zoom, 0 shows all, N and P go through the nodes, Enter opens the page of the chosen one. The same data is in the tables below.");
    box.querySelector("svg").replaceWith(this.canvas);
    this.recolour();
    this.resize();
    if ("ResizeObserver" in window) { new ResizeObserver(function () { self.resize(); }).observe(box); }
  }

  Drawing.prototype.recolour = function () {
    this.colour = colours();
    this.linesView = null;
    this.widths.fill(0);
  };

  Drawing.prototype.resize = function () {
    var rect = this.box.getBoundingClientRect(), ratio = Math.min(2, window.devicePixelRatio || 1);
    var wide = Math.max(1, Math.round(this.box.clientWidth)), high = Math.max(1, Math.round(this.box.clientHeight || rect.height));
    if (wide === this.wide && high === this.high && ratio === this.ratio) { return; }
    this.wide = wide; this.high = high; this.ratio = ratio;
    [this.canvas, this.lines].forEach(function (each) { each.width = wide * ratio; each.height = high * ratio; });
    this.linesView = null;
    this.ask();
  };

  Drawing.prototype.show = function (found) {
    this.found = found;
    this.linesView = null;
    var most = found.nodes.length ? found.count[found.nodes[0]] : 1, n = Math.max(1, found.nodes.length);
    this.least = Math.max(1.6, Math.min(5, 90 / Math.sqrt(n)));
    this.most = Math.max(1, most);
    var byKind = this.byShape = {}, kinds = this.data.columns.kinds, kind = this.data.columns.kind;
    SHAPES.forEach(function (shape) { byKind[shape] = []; });
    found.nodes.forEach(function (node) { byKind[kinds[kind[node]].shape].push(node); });
    this.pickNeighbours();
    this.ask();
  };

  Drawing.prototype.pickNeighbours = function () {
    var near = this.near = new Uint8Array(this.data.n), data = this.data, chosen = this.chosen;
    this.nearLinks = [];
    if (chosen < 0 || !this.found) { return; }
    near[chosen] = 1;
    this.nearLinks = this.found.links.filter(function (e) {
      if (data.a[e] !== chosen && data.b[e] !== chosen) { return false; }
      near[data.a[e]] = near[data.b[e]] = 1;
      return true;
    });
  };

  Drawing.prototype.choose = function (node) {
    this.chosen = node;
    this.pickNeighbours();
    this.linesView = null;
    this.ask();
  };

  // From the map to pixels, and how far one pixel of a drag moves the map.
  Drawing.prototype.scale = function () {
    return [(this.wide / 2 - PAD) / PLACES * this.view.zoom, (this.high / 2 - PAD) / PLACES * this.view.zoom];
  };

  Drawing.prototype.place = function () {
    var s = this.scale(), view = this.view, c = this.data.columns, found = this.found, self = this;
    var zoom = Math.sqrt(view.zoom) * Math.max(0.45, Math.min(1, this.wide / ROOMY));
    found.nodes.forEach(function (node) {
      self.px[node] = (c.x[node] - view.x) * s[0] + self.wide / 2;
      self.py[node] = (c.y[node] - view.y) * s[1] + self.high / 2;
      self.radius[node] = Math.min(26, (self.least + 11 * Math.sqrt(found.count[node] / self.most)) * zoom);
    });
  };

  Drawing.prototype.ask = function () {
    if (this.asked) { return; }
    this.asked = true;
    var self = this;
    requestAnimationFrame(function () { self.asked = false; self.draw(); });
  };

  Drawing.prototype.moved = function () {
    var self = this;
    this.moving = true;
    clearTimeout(this.rest);
    this.rest = setTimeout(function () { self.moving = false; self.ask(); }, REST);
    this.ask();
  };

  Drawing.prototype.visible = function (e) {
    var a = this.data.a[e], b = this.data.b[e], px = this.px, py = this.py;
    return !((px[a] < 0 && px[b] < 0) || (py[a] < 0 && py[b] < 0) ||
      (px[a] > this.wide && px[b] > this.wide) || (py[a] > this.high && py[b] > this.high));
  };

  Drawing.prototype.drawLines = function () {
    var ctx = this.lines.getContext("2d"), links = this.found.links, shared = this.found.shared, data = this.data, self = this;
    var most = Math.min(DRAWN, links.length);
    ctx.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    ctx.clearRect(0, 0, this.wide, this.high);
    ctx.strokeStyle = this.colour.edge;
    var seen = [], i;
    for (i = 0; i < most; i++) { if (this.visible(links[i])) { seen.push(links[i]); } }
    this.seen = seen;
    ctx.globalAlpha = Math.max(0.1, Math.min(0.8, 400 / seen.length)) * (this.chosen >= 0 ? 0.35 : 1);
    CLASSES.forEach(function (from, place) {
      var to = CLASSES[place + 1] || Infinity, any = false;
      ctx.beginPath();
      seen.forEach(function (e) {
        if (shared[e] < from || shared[e] >= to) { return; }
        any = true;
        ctx.moveTo(self.px[data.a[e]], self.py[data.a[e]]);
        ctx.lineTo(self.px[data.b[e]], self.py[data.b[e]]);
      });
      ctx.lineWidth = 0.5 + 0.6 * place;
      if (any) { ctx.stroke(); }
    });
    this.linesView = { zoom: this.view.zoom, x: this.view.x, y: this.view.y };
  };

  Drawing.prototype.draw = function () {
    if (!this.found) { return; }
    var ctx = this.ctx, self = this, colour = this.colour, s = this.scale();
    this.place();
    var same = this.linesView && this.linesView.zoom === this.view.zoom && this.linesView.x === this.view.x && this.linesView.y === this.view.y;
    if (!this.linesView || (!same && !this.moving)) { this.drawLines(); }
    ctx.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    ctx.clearRect(0, 0, this.wide, this.high);
    var by = this.view.zoom / this.linesView.zoom;
    ctx.drawImage(this.lines,
      (this.linesView.x - this.view.x) * s[0] + this.wide / 2 * (1 - by),
      (this.linesView.y - this.view.y) * s[1] + this.high / 2 * (1 - by), this.wide * by, this.high * by);
    if (this.chosen >= 0) { this.drawChosenLinks(ctx); }
    SHAPES.forEach(function (shape) {
      [false, true].forEach(function (front) {
        if (front && self.chosen < 0) { return; }
        ctx.beginPath();
        self.byShape[shape].forEach(function (node) {
          var x = self.px[node], y = self.py[node], r = self.radius[node];
          if (x < -r || y < -r || x > self.wide + r || y > self.high + r) { return; }
          if (self.chosen >= 0 && (self.near[node] === 1) !== front) { return; }
          outline(ctx, shape, x, y, r);
        });
        ctx.globalAlpha = self.chosen >= 0 && !front ? 0.3 : 1;
        ctx.fillStyle = colour[shape];
        ctx.fill();
      });
    });
    ctx.globalAlpha = 1;
    if (this.chosen >= 0 && this.found.linked[this.chosen]) {
      ctx.beginPath();
      ctx.arc(this.px[this.chosen], this.py[this.chosen], this.radius[this.chosen] * 1.5 + 3, 0, 7);
      ctx.strokeStyle = colour.link;
      ctx.lineWidth = 2;
      ctx.stroke();
    }
    this.drawNames(ctx);
  };

  Drawing.prototype.drawChosenLinks = function (ctx) {
    var self = this, data = this.data;
    ctx.strokeStyle = this.colour["ink-2"];
    this.nearLinks.forEach(function (e) {
      ctx.beginPath();
      ctx.moveTo(self.px[data.a[e]], self.py[data.a[e]]);
      ctx.lineTo(self.px[data.b[e]], self.py[data.b[e]]);
      ctx.lineWidth = 0.5 + Math.log(1 + self.found.shared[e]);
      ctx.globalAlpha = 0.7;
      ctx.stroke();
    });
    ctx.globalAlpha = 1;
  };

  // Names claim room on a grid, the heaviest first: as one comes nearer, more find room.
  Drawing.prototype.drawNames = function (ctx) {
    var across = Math.ceil(this.wide / CELL) + 1, down = Math.ceil(this.high / CELL) + 1, taken = new Uint8Array(across * down);
    var self = this, colour = this.colour, names = this.data.columns.name, tried = 0, size = 13;
    function claim(left, top, right, bottom) {
      var x0 = Math.floor(left / CELL), x1 = Math.floor(right / CELL), y0 = Math.floor(top / CELL), y1 = Math.floor(bottom / CELL), x, y;
      if (x0 < 0 || y0 < 0 || x1 >= across || y1 >= down) { return false; }
      for (y = y0; y <= y1; y++) { for (x = x0; x <= x1; x++) { if (taken[y * across + x]) { return false; } } }
      for (y = y0; y <= y1; y++) { for (x = x0; x <= x1; x++) { taken[y * across + x] = 1; } }
      return true;
    }
    function block(left, top, right, bottom) {
      var x0 = Math.max(0, Math.ceil(left / CELL)), x1 = Math.min(across, Math.floor(right / CELL)), y1 = Math.min(down, Math.floor(bottom / CELL));
      for (var y = Math.max(0, Math.ceil(top / CELL)); y < y1; y++) { taken.fill(1, y * across + x0, y * across + Math.max(x0, x1)); }
    }
    function write(text, x, y, bold) {
      ctx.lineWidth = 4;
      ctx.strokeText(text, x, y);
      ctx.fillText(text, x, y);
      if (bold) { ctx.fillRect(x - ctx.measureText(text).width / 2, y + 2, ctx.measureText(text).width, 1); }
    }
    ctx.font = "500 " + size + "px " + colour.font;
    ctx.textAlign = "center";
    ctx.textBaseline = "alphabetic";
    ctx.lineJoin = "round";
    ctx.strokeStyle = colour.paper;
    ctx.fillStyle = colour.ink;
    var done = {};
    function name(node, always) {
      if (done[node]) { return false; }
      done[node] = true;
      var x = self.px[node], y = self.py[node], r = self.radius[node];
      if (x < 0 || y < 0 || x > self.wide || y > self.high) { return false; }
      if (!self.widths[node]) { self.widths[node] = ctx.measureText(names[node]).width; }
      var half = self.widths[node] / 2, at = Math.max(half + 4, Math.min(self.wide - half - 4, x));
      var low = y + r + size, high = y - r - 5;
      if (claim(at - half, low - size + 2, at + half, low + 3)) { write(names[node], at, low, always); }
      else if (claim(at - half, high - size + 2, at + half, high + 3)) { write(names[node], at, high, always); }
      else if (always) { write(names[node], at, low, true); }
      else { return false; }
      return true;
    }
    var discs = 0;
    this.found.nodes.some(function (node) {
      if (self.radius[node] < CLEAR || ++discs > NAMES) { return true; }
      var x = self.px[node], y = self.py[node], r = self.radius[node] - 2;
      if (x > 0 && y > 0 && x < self.wide && y < self.high) { block(x - r, y - r, x + r, y + r); }
      return false;
    });
    if (this.hovered >= 0) { name(this.hovered, true); }
    if (this.chosen >= 0 && this.found.linked[this.chosen]) {
      name(this.chosen, true);
      this.found.nodes.forEach(function (node) { if (self.near[node] && tried++ < NAMES) { name(node, false); } });
      this.number(ctx, this.nearLinks.slice(0, NUMBERED), claim, write);
      return;
    }
    var most = this.found.nodes.length <= FEW ? FEW : this.wide * this.high / NAMED * this.view.zoom;
    this.found.nodes.some(function (node) {
      if (self.px[node] < 0 || self.py[node] < 0 || self.px[node] > self.wide || self.py[node] > self.high) { return false; }
      if (name(node, false)) { most--; }
      return ++tried >= NAMES || most <= 0;
    });
    if (!this.moving && this.seen && this.seen.length <= NUMBERED) { this.number(ctx, this.seen, claim, write); }
  };

  Drawing.prototype.number = function (ctx, links, claim, write) {
    var self = this, data = this.data;
    ctx.font = "500 11px ui-monospace, monospace";
    ctx.fillStyle = this.colour["ink-2"];
    links.forEach(function (e) {
      var x = (self.px[data.a[e]] + self.px[data.b[e]]) / 2, y = (self.py[data.a[e]] + self.py[data.b[e]]) / 2 + 4;
      var text = String(self.found.shared[e]), half = text.length * 3.5;
      if (claim(x - half, y - 9, x + half, y + 1)) { write(text, x, y, false); }
    });
  };

  Drawing.prototype.at = function (x, y) {
    var best = -1, least = Infinity, self = this;
    if (!this.found) { return -1; }
    this.found.nodes.forEach(function (node) {
      var away = Math.hypot(self.px[node] - x, self.py[node] - y) - self.radius[node];
      if (away < 5 && away < least) { least = away; best = node; }
    });
    return best;
  };

  Drawing.prototype.zoom = function (by, x, y) {
    var before = this.scale(), view = this.view;
    view.zoom = Math.max(FARTHEST, Math.min(NEAREST, view.zoom * by));
    var after = this.scale();
    view.x += (x - this.wide / 2) * (1 / before[0] - 1 / after[0]);
    view.y += (y - this.high / 2) * (1 / before[1] - 1 / after[1]);
    this.moved();
  };

  Drawing.prototype.pan = function (dx, dy) {
    var s = this.scale();
    this.view.x = Math.max(-PLACES, Math.min(PLACES, this.view.x - dx / s[0]));
    this.view.y = Math.max(-PLACES, Math.min(PLACES, this.view.y - dy / s[1]));
    this.moved();
  };

  // All that passes the filters, as large as it fits.
  Drawing.prototype.all = function () {
    var c = this.data.columns, low = [PLACES, PLACES], high = [-PLACES, -PLACES];
    this.found.nodes.forEach(function (node) {
      [c.x[node], c.y[node]].forEach(function (at, axis) {
        low[axis] = Math.min(low[axis], at);
        high[axis] = Math.max(high[axis], at);
      });
    });
    var widest = Math.max(high[0] - low[0], high[1] - low[1]);
    this.view = widest > 0 ? { zoom: Math.min(MOST_FITTED, 2 * PLACES / widest), x: (low[0] + high[0]) / 2, y: (low[1] + high[1]) / 2 } : { zoom: 1, x: 0, y: 0 };
    this.linesView = null;
    this.ask();
  };

  Drawing.prototype.centre = function (node) {
    this.view.x = this.data.columns.x[node];
    this.view.y = this.data.columns.y[node];
    this.view.zoom = Math.max(this.view.zoom, 3);
    this.linesView = null;
    this.ask();
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
    var drawing = new Drawing(box, data), state = { chosen: -1, found: null, links: 0, nodes: 0 }, waiting = 0;
    form.hidden = false;

    function address(node) { return root + columns.target[node]; }

    function linkTo(node) {
      var cell = document.createElement("td"), link = document.createElement("a"), shape = document.createElement("i");
      shape.className = "sh " + columns.kinds[columns.kind[node]].shape;
      link.href = address(node);
      link.textContent = columns.name[node];
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
      if (found.links.length > DRAWN) { text += " The strongest " + number(DRAWN) + " links are drawn; the table has all."; }
      if (!found.nodes.length) { text += " Nothing passes these filters together."; }
      byId("shown").textContent = text;
    }

    function showChosen() {
      var panel = byId("picked"), node = state.chosen;
      panel.textContent = "";
      panel.hidden = node < 0;
      if (node < 0) { return; }
      var head = document.createElement("p"), name = document.createElement("a"), shape = document.createElement("i");
      var kind = columns.kinds[columns.kind[node]], near = neighbours(data, state.found, node);
      shape.className = "sh " + kind.shape;
      name.href = address(node);
      name.textContent = columns.name[node];
      head.append(shape, name, " " + kind.name + " · " + state.found.count[node] + (state.found.count[node] === 1 ? " brief" : " briefs") + " · " + near.length + (near.length === 1 ? " link" : " links"));
      if (!state.found.linked[node]) { head.append(" · no link of its own passes the filters"); }
      head.appendChild(button("Close", "Choose no node", function () { choose(-1); }));
      panel.appendChild(head);
      var list = document.createElement("ul");
      near.slice(0, 12).forEach(function (each) {
        var item = document.createElement("li");
        item.appendChild(button(columns.name[each.node] + " " + each.shared, columns.name[each.node] + ", " + each.shared + " shared briefs: choose it", function () { choose(each.node, true); }));
        list.appendChild(item);
      });
      panel.appendChild(list);
    }

    function choose(node, centred) {
      state.chosen = node;
      drawing.choose(node);
      if (centred && node >= 0) { drawing.centre(node); }
      showChosen();
      toAddress(data, form, state);
    }

    function update() {
      state.found = sift(data, wanted(data, form));
      drawing.show(state.found);
      toAddress(data, form, state);
      clearTimeout(waiting); // the picture first; tables, and what is read aloud, once the last key is pressed
      waiting = setTimeout(function () { tell(); fillLinks(0); fillNodes(0); showChosen(); box.setAttribute("data-live", "yes"); }, 60);
    }

    form.addEventListener("input", function (event) {
      if (event.target.name === "find") { suggest(); } else { update(); }
    });
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("reset", function () {
      setTimeout(function () { choose(-1); update(); drawing.all(); }, 0);
    });
    byId("more-links").addEventListener("click", function () { fillLinks(state.links); });
    byId("more-nodes").addEventListener("click", function () { fillNodes(state.nodes); });

    function matches(text) {
      var wanted = text.trim().toLowerCase(), exact = [], begins = [], holds = [];
      if (!wanted) { return []; }
      for (var i = 0; i < data.n; i++) {
        var name = columns.name[i].toLowerCase(), place = name.indexOf(wanted);
        if (name === wanted) { exact.push(i); } else if (place === 0) { begins.push(i); } else if (place > 0) { holds.push(i); }
      }
      return exact.concat(begins, holds);
    }
    function suggest() {
      var list = byId("found"), text = form.elements.find.value, found = matches(text);
      list.textContent = "";
      found.slice(0, 8).forEach(function (node) {
        var option = document.createElement("option");
        option.value = columns.name[node];
        list.appendChild(option);
      });
      if (found.length && columns.name[found[0]] === text) { choose(found[0], true); }
    }
    form.elements.find.addEventListener("keydown", function (event) {
      var found = event.key === "Enter" ? matches(form.elements.find.value) : [];
      if (found.length) { choose(found[0], true); }
    });

    // Pointer: drag moves, two fingers or the wheel zoom, a click chooses.
    var canvas = drawing.canvas, held = {}, from = null, wide = 0;
    function spot(event) { var rect = canvas.getBoundingClientRect(); return [event.clientX - rect.left, event.clientY - rect.top]; }
    canvas.addEventListener("pointerdown", function (event) {
      held[event.pointerId] = spot(event);
      from = spot(event);
      canvas.setPointerCapture(event.pointerId);
    });
    canvas.addEventListener("pointermove", function (event) {
      var now = spot(event), before = held[event.pointerId], fingers = Object.keys(held);
      if (!before) {
        var over = drawing.at(now[0], now[1]);
        if (over !== drawing.hovered) { drawing.hovered = over; canvas.classList.toggle("over", over >= 0); drawing.ask(); }
        return;
      }
      held[event.pointerId] = now;
      if (fingers.length === 2) {
        var a = held[fingers[0]], b = held[fingers[1]], apart = Math.hypot(a[0] - b[0], a[1] - b[1]);
        if (wide) { drawing.zoom(apart / wide, (a[0] + b[0]) / 2, (a[1] + b[1]) / 2); }
        wide = apart;
      } else {
        drawing.pan(now[0] - before[0], now[1] - before[1]);
      }
    });
    function release(event) {
      var now = spot(event);
      delete held[event.pointerId];
      wide = 0;
      if (event.type === "pointerup" && from && Math.hypot(now[0] - from[0], now[1] - from[1]) < 4) {
        choose(drawing.at(now[0], now[1]));
      }
      from = null;
    }
    canvas.addEventListener("pointerup", release);
    canvas.addEventListener("pointercancel", release);
    canvas.addEventListener("pointerleave", function () { if (drawing.hovered >= 0) { drawing.hovered = -1; drawing.ask(); } });
    canvas.addEventListener("dblclick", function (event) {
      var node = drawing.at.apply(drawing, spot(event));
      if (node >= 0) { location.href = address(node); }
    });
    canvas.addEventListener("wheel", function (event) {
      // The wheel scrolls the page until the graph has the focus: nobody should be caught in it.
      if (!event.ctrlKey && document.activeElement !== canvas) { return; }
      event.preventDefault();
      var at = spot(event);
      drawing.zoom(Math.exp(-event.deltaY / 400), at[0], at[1]);
    }, { passive: false });

    function step(by) {
      var nodes = state.found.nodes, place = nodes.indexOf(state.chosen);
      if (nodes.length) { choose(nodes[(place + by + nodes.length + (place < 0 && by < 0 ? 1 : 0)) % nodes.length], false); }
    }
    canvas.addEventListener("keydown", function (event) {
      if (event.ctrlKey || event.metaKey || event.altKey) { return; }
      var acts = {
        ArrowLeft: function () { drawing.pan(40, 0); }, ArrowRight: function () { drawing.pan(-40, 0); },
        ArrowUp: function () { drawing.pan(0, 40); }, ArrowDown: function () { drawing.pan(0, -40); },
        "+": function () { drawing.zoom(1.25, drawing.wide / 2, drawing.high / 2); },
        "=": function () { drawing.zoom(1.25, drawing.wide / 2, drawing.high / 2); },
        "-": function () { drawing.zoom(0.8, drawing.wide / 2, drawing.high / 2); },
        "0": function () { drawing.all(); },
        n: function () { step(1); }, p: function () { step(-1); },
        Escape: function () { choose(-1); },
        Enter: function () { if (state.chosen >= 0) { location.href = address(state.chosen); } }
      };
      var act = acts[event.key] || acts[event.key.toLowerCase()];
      if (act) { event.preventDefault(); act(); }
    });

    var tools = document.createElement("div");
    tools.className = "tools";
    tools.append(
      button("+", "Zoom in", function () { drawing.zoom(1.5, drawing.wide / 2, drawing.high / 2); }),
      button("−", "Zoom out", function () { drawing.zoom(1 / 1.5, drawing.wide / 2, drawing.high / 2); }),
      button("All", "Show all", function () { drawing.all(); }));
    box.appendChild(tools);

    function recolour() { drawing.recolour(); drawing.ask(); }
    new MutationObserver(recolour).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolour);

    var chosen = fromAddress(data, form);
    update();
    drawing.all();
    if (chosen >= 0) { choose(chosen, true); }
  }

  document.addEventListener("DOMContentLoaded", start);
})();
