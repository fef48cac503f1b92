// Keeps the live panel live: asks the server again while the panel is open and the page is seen.
(() => {
  const body = document.querySelector('[data-panel]');
  if (!body) return;
  const details = body.closest('details');

  async function refresh() {
    if (document.hidden || !details.open) return;
    const answer = await fetch(body.dataset.panel, { headers: { Accept: 'text/html' } }).catch(() => null);
    if (!answer || !answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('.panel-body');
    if (fresh && fresh.innerHTML !== body.innerHTML) body.replaceChildren(...fresh.childNodes);
  }

  addEventListener('load', () => setTimeout(refresh, 400));
  document.addEventListener('consent:change', () => setTimeout(refresh, 600));
  document.addEventListener('visibilitychange', refresh);
  details.addEventListener('toggle', refresh);
  setInterval(refresh, 4000);

  // On the page that compares: read the table again once both frames are there.
  const table = document.querySelector('iframe[data-table]');
  const frames = document.querySelectorAll('iframe[data-copy]');
  frames.forEach((frame) => frame.addEventListener('load', () => setTimeout(() => {
    table.contentWindow.location.replace(table.src);
  }, 800)));
})();
