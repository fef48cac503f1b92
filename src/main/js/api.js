/* What the visitor agreed to, for the site's own scripts. It grants nothing: answers are given in
   the dialog, or posted to the interface for programs. consent.js tells of every change, in this tab
   or in another. */
(() => {
  'use strict';
  const { consentEndpoint, consentGranted } = document.currentScript.dataset;
  let names = new Set(consentGranted.split(' '));
  let latest;
  let waiting = [];

  const granted = (id) => names.has(id) || names.has('@' + id);

  document.addEventListener('consent:change', ({ detail }) => {
    const all = (choices, mark) => Object.keys(choices).filter((id) => choices[id] === 'granted').map((id) => mark + id);
    names = new Set([...all(detail.categories, ''), ...all(detail.services, '@')]);
    latest = detail;
    waiting = waiting.filter(([id, done]) => !granted(id) || done());
  });

  const read = async () => {
    const answer = await fetch(location.origin + consentEndpoint + '/state', { cache: 'no-store', headers: { Accept: 'application/json' } });
    if (!answer.ok) throw new Error('consent: ' + answer.status);
    return answer.json();
  };

  window.cookieward = Object.freeze({
    granted,
    state: async () => latest || (latest = await read()),
    whenGranted: (id) => new Promise((done) => granted(id) ? done() : waiting.push([id, done])),
    open: () => {
      const link = document.createElement('a');
      link.href = location.origin + consentEndpoint + '?return=' + encodeURIComponent(location.pathname + location.search);
      link.dataset.consentSettings = '';
      document.body.append(link);
      link.click();
      link.remove();
    },
  });
})();
