// Telegram opens a Mini App with what it says about its user behind the "#": it is handed to the site, nothing else.
const said = new URLSearchParams(location.hash.slice(1)).get("tgWebAppData");
const form = document.getElementById("proof"), go = document.getElementById("go"), framed = window.parent !== window;
if (said && form) {
  history.replaceState(null, "", location.pathname);  // it would stay in the address of every page that follows
  form.elements.data.value = said;
  form.elements.framed.value = framed ? "1" : "";
  form.submit();
}
// Telegram's web client frames Mini Apps in a sandbox that what they open inherits, and browsers refuse our pages in one.
// So the client, and no other page, is asked to open the link, in a tab as good as any.
if (go && framed) {
  go.addEventListener("click", (event) => {
    event.preventDefault();
    const asked = {eventType: "web_app_open_link", eventData: {url: go.href}};
    window.parent.postMessage(JSON.stringify(asked), document.body.dataset.framer);
  });
}
