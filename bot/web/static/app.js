// Telegram opens a Mini App with what it says about its user behind the "#": it is handed to the site, nothing else.
const said = new URLSearchParams(location.hash.slice(1)).get("tgWebAppData");
const form = document.getElementById("proof");
if (said) {
  history.replaceState(null, "", location.pathname);  // it would stay in the address of every page that follows
  form.elements.data.value = said;
  form.submit();
}
