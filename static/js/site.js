// Comfort only: every page works without this file.
(() => {
  "use strict";
  document.documentElement.classList.add("scripted");

  const summary = document.querySelector(".error-summary");
  if (summary) summary.focus();

  for (const button of document.querySelectorAll("[data-copy]")) {
    if (!navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.querySelector(button.dataset.copy).textContent.trim());
      button.textContent = button.dataset.done;
    });
  }

  const form = document.querySelector("form[data-question]");
  if (!form) return;
  const next = form.querySelector("button[data-next]");
  const heading = form.querySelector("h1");
  // Reading starts at the question, and its keys work at once.
  if (!summary && !location.hash) heading.focus({ preventScroll: true });

  let sent = false;
  addEventListener("pageshow", () => { sent = false; });
  form.addEventListener("submit", (e) => {
    if (sent) e.preventDefault();
    sent = true; // a double click is one answer
    setTimeout(() => { sent = false; }, 3000); // unless the first got stuck
  });
  const send = () => {
    if (!sent) form.requestSubmit(next);
  };
  const sendSoon = () => setTimeout(send, 120); // long enough to see the choice

  // Keys work only while the question, or what was wrong with its answer, has the
  // focus, so that they stay out of the way of other tools.
  form.parentElement.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.altKey || e.metaKey || e.repeat) return;
    if (e.key === "Enter" && e.target === heading && form.querySelector(":checked")) send();
    if (!/^[1-9]$/.test(e.key)) return;
    const choice = form.querySelector(`input[type=radio][value="${e.key}"]`);
    if (!choice) return;
    e.preventDefault();
    choice.checked = true;
    choice.focus();
    sendSoon();
  });

  // A finger or a mouse has made up its mind; arrow keys and screen readers,
  // which also "click" on the way past, have not.
  let pointed = false;
  form.addEventListener("pointerdown", (e) => {
    const made = (e.width === 0 && e.height === 0) ||
      (e.width === 1 && e.height === 1 && e.pressure === 0 && e.detail === 0 && e.pointerType === "mouse");
    pointed = !made;
  });
  form.addEventListener("keydown", () => { pointed = false; }, true);
  form.addEventListener("click", (e) => {
    if (pointed && e.target.matches("input[type=radio]")) sendSoon();
  });
})();
