// Runs before the first paint, so that a dark page never flashes white. The rest of the theme is in src/features/settings.
(function () {
  var choice = "system";
  try {
    choice = localStorage.getItem("parley.theme") || "system";
  } catch (error) {
    // Storage may be forbidden; the system's choice is then right.
  }
  var dark = choice === "dark" || (choice !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  var bar = document.querySelector('meta[name="theme-color"]');
  if (bar) bar.content = dark ? "#101514" : "#f5f7f6";
})();
