// Only the preview's server adds this script: it reloads the page when the site was rebuilt, and shows problems over it.
(function () {
  "use strict";
  var box = null, lost = false;

  function clear() { if (box) { box.remove(); box = null; } }

  function line(tag, text, style) {
    var element = document.createElement(tag);
    element.textContent = text;
    element.style.cssText = style;
    return element;
  }

  function show(problems) {
    clear();
    box = document.createElement("div");
    box.id = "newsar-problems";
    box.setAttribute("role", "alert");
    box.style.cssText = "position:fixed;inset:auto 0 0 0;max-height:60vh;overflow:auto;z-index:9999;background:#15171a;" +
      "color:#f3f1ea;font:14px/1.5 ui-monospace,monospace;padding:16px 20px;border-top:4px solid #f0c040";
    var close = line("button", "Close", "float:right;font:inherit;color:inherit;background:none;border:1px solid #777;padding:2px 10px");
    close.addEventListener("click", clear);
    box.appendChild(close);
    box.appendChild(line("strong", problems.length + (problems.length === 1 ? " problem" : " problems") + "; the last good site is shown", ""));
    problems.forEach(function (problem) {
      box.appendChild(line("div", problem.line, "margin-top:8px;overflow-wrap:anywhere"));
      if (problem.hint) { box.appendChild(line("div", problem.hint, "color:#f0c040;padding-left:2em;overflow-wrap:anywhere")); }
    });
    document.body.appendChild(box);
  }

  var stream = new EventSource("/_newsar/events");
  stream.addEventListener("reload", function () { location.reload(); });
  stream.addEventListener("well", clear);
  stream.addEventListener("problems", function (event) { show(JSON.parse(event.data)); });
  stream.addEventListener("error", function () { lost = true; });
  stream.addEventListener("open", function () { if (lost) { location.reload(); } });
})();
