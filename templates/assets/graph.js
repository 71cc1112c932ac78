// The interactive form of a graph. Without it, or without JavaScript, the drawing and the table say the same.
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

  function draw(box) {
    var source = box.querySelector("script[type='application/json']");
    var network = JSON.parse(source.textContent), colour = colours(), live = document.createElement("div");
    live.className = "live" + (box.classList.contains("tall") ? " tall" : "");
    live.tabIndex = 0;
    live.setAttribute("role", "group");
    live.setAttribute("aria-label", "Interactive graph; the same data is in the table");
    network.nodes.forEach(function (node) {
      node.color = { background: colour[node.group], border: colour.paper, highlight: colour[node.group] };
      var size = node.font.size;
      node.font = { color: colour.ink, size: size, strokeWidth: size / 4, strokeColor: colour.paper };
      if (node.shape === "ellipse") { node.font = { color: colour.paper, size: size }; }
      delete node.group;
    });
    network.edges.forEach(function (edge) {
      edge.color = colour.edge;
      edge.font = { color: colour.ink, size: edge.font.size * 0.8, strokeWidth: edge.font.size / 4, strokeColor: colour.paper };
    });
    var drawing = box.querySelector("svg");
    var targets = {};
    Array.prototype.forEach.call(box.querySelectorAll("svg a[data-node]"), function (link) {
      targets[link.getAttribute("data-node")] = link.href.baseVal || link.getAttribute("href");
    });
    drawing.replaceWith(live);
    var vis = new window.vis.Network(live, { nodes: network.nodes, edges: network.edges }, network.options);
    vis.once("afterDrawing", function () { vis.fit(); });
    vis.on("click", function (event) {
      if (event.nodes.length && targets[event.nodes[0]]) { location.href = targets[event.nodes[0]]; }
    });
    vis.on("hoverNode", function () { live.style.cursor = "pointer"; });
    vis.on("blurNode", function () { live.style.cursor = ""; });
    box.setAttribute("data-live", "yes");
  }

  function load(boxes) {
    var script = document.createElement("script");
    script.src = SCRIPT;
    script.onload = function () { boxes.forEach(draw); };
    document.head.appendChild(script);
  }

  document.addEventListener("DOMContentLoaded", function () {
    var boxes = Array.prototype.slice.call(document.querySelectorAll(".graph-box"));
    if (!boxes.length) { return; }
    if (!("IntersectionObserver" in window)) { load(boxes); return; }
    var seen = new IntersectionObserver(function (entries) {
      if (entries.some(function (entry) { return entry.isIntersecting; })) { seen.disconnect(); load(boxes); }
    }, { rootMargin: "200px" });
    boxes.forEach(function (box) { seen.observe(box); });
  });
})();
