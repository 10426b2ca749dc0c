// A hallway screen goes to its next slide by itself. When that cannot be had it keeps what it shows, and tries again.
(function () {
  "use strict";
  function later() {
    setTimeout(turn, 1000 * document.getElementById("screen").getAttribute("data-seconds"));
  }
  function turn() {
    var now = document.getElementById("screen"), asked = new XMLHttpRequest();
    asked.onload = function () {
      if (asked.status !== 200) { return; }
      var next = new DOMParser().parseFromString(asked.responseText, "text/html");
      var screen = next.getElementById("screen");
      if (!screen) { return; }
      now.parentNode.replaceChild(document.importNode(screen, true), now);
      document.title = next.title;
    };
    asked.onloadend = later;
    asked.open("GET", now.getAttribute("data-next"));
    asked.timeout = 20000;
    asked.send();
  }
  later();
})();
