// Convenience only: on a phone the left-hand list starts closed, so that the page begins with its content.
if (window.matchMedia("(max-width: 767.98px)").matches) {
  document.querySelectorAll("details[data-collapse-on-phone]").forEach((block) => block.removeAttribute("open"));
}
