// Forms on the stage are sent in the background and the stage is swapped; without scripts they post as usual.
const stage = document.getElementById("stage");
const down = () => stage.querySelectorAll(".screen").forEach((s) => { s.scrollTop = s.scrollHeight; });
stage.addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  const body = new URLSearchParams(new FormData(form, event.submitter));
  const typing = form.closest(".phone")?.id;
  stage.classList.add("busy");
  stage.querySelectorAll("button").forEach((b) => { b.disabled = true; });
  const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Part": "stage" } });
  stage.innerHTML = await answer.text();
  stage.classList.remove("busy");
  down();
  if (typing) stage.querySelector(`#${typing} input[name=text]`)?.focus({ preventScroll: true });
});
down();
