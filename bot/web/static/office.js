// The pages work without this. It lets a reload show the page instead of sending the form again, opens the menu
// where there is room, moves the eye to an answer, and says that something is on its way.
const menu = document.querySelector(".menu");
if (matchMedia("(min-width: 60rem)").matches) menu.open = true;  // there is room for it
const answer = document.getElementById("answer");
if (["/office/do", "/office/import/file"].includes(location.pathname)) history.replaceState(null, "", document.body.dataset.here);
if (answer) answer.focus();
for (const kept of document.querySelectorAll("details [data-kept]")) kept.closest("details").open = true;
for (const form of document.querySelectorAll("form.act")) {
  form.addEventListener("submit", () => form.querySelector("button").setAttribute("aria-busy", "true"));
}
