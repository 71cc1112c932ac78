// The interactive form of graphs: pyvis made the network, vis-network draws it. Without it, or without JavaScript, the
// drawing and the table say the same. `newsarGraph` is what the whole graph's page shares.
(function () {
  "use strict";
  var SCRIPT = document.currentScript.getAttribute("data-network");

  function colours() {
    var style = getComputedStyle(document.documentElement), found = {}, probe = document.createElement("span");
    document.body.appendChild(probe);
    ["person", "org", "loc", "event", "topic", "ink", "paper", "edge"].forEach(function (name) {
      probe.style.color = "var(--" + name + ")";
      found[name] = getComputedStyle(probe).color;
    });
    probe.remove();
    found.font = style.fontFamily;
    return found;
  }

  // A topic's shape, as the drawing and the legend have it: a flat pill, its name outside.
  function pill(font, colour, readable) {
    return function (at) {
      var ctx = at.ctx, wide = at.style.size * 3, high = at.style.size * 1.5;
      return {
        drawNode: function () {
          ctx.beginPath();
          ctx.arc(at.x + wide / 2 - high / 2, at.y, high / 2, -Math.PI / 2, Math.PI / 2);
          ctx.arc(at.x - wide / 2 + high / 2, at.y, high / 2, Math.PI / 2, -Math.PI / 2);
          ctx.closePath();
          ctx.fillStyle = colour.background;
          ctx.fill();
          if (colour.background !== colour.border) {
            ctx.lineWidth = 2;
            ctx.strokeStyle = colour.border;
            ctx.stroke();
          }
        },
        drawExternalLabel: function () {
          var by = ctx.getTransform();
          if (font.size * by.a / (window.devicePixelRatio || 1) < readable) { return; }
          ctx.font = font.size + "px arial";
          ctx.textAlign = "center";
          ctx.textBaseline = font.vadjust ? "bottom" : "top";
          var y = font.vadjust ? at.y - high / 2 - 4 : at.y + high / 2 + Math.min(6, font.size / 3);
          ctx.lineWidth = font.strokeWidth;
          ctx.lineJoin = "round";
          ctx.strokeStyle = font.strokeColor;
          // A name stays within the frame as long as its node does.
          var left = -by.e / by.a, right = (ctx.canvas.width - by.e) / by.a, half = ctx.measureText(at.label).width / 2 + 4, x = at.x;
          if (x > left && x < right) { x = Math.max(left + half, Math.min(right - half, x)); }
          ctx.strokeText(at.label, x, y);
          ctx.fillStyle = font.color;
          ctx.fillText(at.label, x, y);
        },
        nodeDimensions: { width: wide, height: high }
      };
    };
  }

  // A node in the theme's colours; what a brief does not name is hollow.
  function paint(node, colour, readable, grow) {
    var size = node.font.size * grow, fill = node.inside === false ? colour.paper : colour[node.group];
    node.color = { background: fill, border: colour[node.group], highlight: { background: fill, border: colour.ink }, hover: { background: fill, border: colour.ink } };
    node.borderWidth = node.inside === false ? 2 : 0;
    node.font = {
      color: colour.ink, size: size, vadjust: node.font.vadjust || 0, strokeWidth: size / 4, strokeColor: colour.paper
    };
    if (node.shape === "custom") { node.ctxRenderer = pill(node.font, node.color, readable); }
    delete node.group;
    return node;
  }

  function painted(text, grow) {
    var network = JSON.parse(text), colour = colours(), readable = network.options.nodes.scaling.label.drawThreshold;
    network.nodes.forEach(function (node) { paint(node, colour, readable, grow); });
    network.edges.forEach(function (edge) {
      var size = edge.font.size * grow;
      edge.color = colour.edge;
      edge.font = { color: colour.ink, size: size * 0.8, strokeWidth: size / 4, strokeColor: colour.paper };
    });
    return network;
  }

  // An empty network in the place of a box's drawing, ready for keys.
  function made(box, options, name, look) {
    var live = document.createElement("div"), vis, frame;
    live.className = "live" + (look ? " " + look : "");
    box.querySelector("svg").replaceWith(live);
    vis = new window.vis.Network(live, {}, options);
    frame = vis.canvas.frame;
    frame.setAttribute("role", "application");
    frame.setAttribute("aria-label", name);
    live.addEventListener("pointerdown", function () { frame.focus({ preventScroll: true }); });
    // The wheel scrolls the page until the graph has the focus: nobody should be caught in it.
    live.addEventListener("wheel", function (event) {
      if (!event.ctrlKey && document.activeElement !== frame) { event.stopPropagation(); }
    }, true);
    vis.on("hoverNode", function () { live.style.cursor = "pointer"; });
    vis.on("blurNode", function () { live.style.cursor = ""; });
    return vis;
  }

  function onTheme(act) {
    new MutationObserver(act).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", act);
  }

  // Other nodes and links, seen from where one stood.
  function replace(vis, data) {
    var at = vis.getViewPosition(), scale = vis.getScale();
    vis.setData(data);
    vis.moveTo({ position: at, scale: scale });
  }

  function draw(box) {
    var source = box.querySelector("script[type='application/json']"), tall = box.classList.contains("tall"), targets = {};
    // In a narrow box names shrink less than the drawing does.
    var grow = tall ? 1 : Math.min(1.4, Math.max(1, box.querySelector("svg").viewBox.baseVal.width / box.clientWidth));
    var network = painted(source.textContent, grow);
    Array.prototype.forEach.call(box.querySelectorAll("svg a[data-node]"), function (link) {
      targets[link.getAttribute("data-node")] = link.href.baseVal || link.getAttribute("href");
    });
    var vis = made(box, network.options, "Interactive graph; the same data is in the table", tall ? "tall" : "");
    vis.setData({ nodes: network.nodes, edges: network.edges });
    vis.once("afterDrawing", function () { vis.fit(); });
    vis.on("click", function (event) {
      if (event.nodes.length && targets[event.nodes[0]]) { location.href = targets[event.nodes[0]]; }
    });
    box.setAttribute("data-live", "yes");
    onTheme(function () {
      var again = painted(source.textContent, grow);
      replace(vis, { nodes: again.nodes, edges: again.edges });
    });
  }

  function load(then) {
    var script = document.createElement("script");
    script.src = SCRIPT;
    script.onload = then;
    document.head.appendChild(script);
  }

  window.newsarGraph = { colours: colours, load: load, made: made, onTheme: onTheme, paint: paint, replace: replace };

  document.addEventListener("DOMContentLoaded", function () {
    var boxes = Array.prototype.slice.call(document.querySelectorAll(".graph-box"));
    if (!boxes.length) { return; }
    function all() { boxes.forEach(draw); }
    if (!("IntersectionObserver" in window)) { load(all); return; }
    var seen = new IntersectionObserver(function (entries) {
      if (entries.some(function (entry) { return entry.isIntersecting; })) { seen.disconnect(); load(all); }
    }, { rootMargin: "200px" });
    boxes.forEach(function (box) { seen.observe(box); });
  });
})();
