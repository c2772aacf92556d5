// Light or dark, decided before the first paint: what the person chose here, else what the device prefers.
// A classic script in the head on purpose: a module would run after the page has been painted in the wrong colours.
(() => {
  const KEY = "quicksilver.theme";
  const dark = matchMedia("(prefers-color-scheme: dark)");

  const chosen = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null; // Storage is forbidden here: the device's preference stands.
    }
  };

  const apply = () => {
    const theme = chosen() ?? (dark.matches ? "dark" : "light");
    document.documentElement.dataset.theme = theme;
    document.querySelector('meta[name="theme-color"]')?.setAttribute("content", theme === "dark" ? "#101b27" : "#ffffff");
    document.dispatchEvent(new CustomEvent("themechange", { detail: theme }));
  };

  dark.addEventListener("change", apply);
  addEventListener("storage", (event) => event.key === KEY && apply());
  document.addEventListener("themechoice", (event) => {
    try {
      localStorage.setItem(KEY, event.detail);
      apply();
    } catch {
      document.documentElement.dataset.theme = event.detail; // Not remembered, but done.
    }
  });
  apply();
})();
