/* Stands in a service worker after the guard: a page that the worker makes up reaches no server, so a policy goes with it. */
(() => {
  'use strict';
  const { Reflect: { apply: run }, Proxy, Response, Headers, FetchEvent, AbortSignal, console, fetch, InstallEvent = {} } = self;
  const { consentState, consentPages } = self.document.currentScript.dataset, account = self.origin + consentState + '?pages';
  let policy = consentPages, told;
  const sealed = async (request, made) => {
    const response = await made;
    /* A redirect that the browser is to follow, and an error, have no status that could be made anew. */
    if (response.type === 'basic' || !response.status || request.mode !== 'navigate' && !/worker$/.test(request.destination)) return response;
    /* A worker outlives the answer with which its script was fetched. */
    try {
      const found = await fetch(account, { __proto__: null, cache: 'no-store', signal: AbortSignal.timeout(3e3) });
      if (found.ok) policy = await found.text();
    } catch { /* without an answer all stays as it is */ }
    if (!policy) return response;
    told ||= !console.info('Cookieward: what this page fetches goes by the strict policy, since a service worker has made it up', request.url);
    const headers = new Headers(response.headers);
    headers.append('Content-Security-Policy', policy);
    return new Response(response.body, { __proto__: null, status: response.status, statusText: response.statusText, headers });
  };
  const replace = (owner, name, apply) => {
    if (owner && owner[name]) owner[name] = new Proxy(owner[name], { __proto__: null, apply });
  };
  replace(FetchEvent.prototype, 'respondWith', (go, event, a) => run(go, event, a.length ? [sealed(event.request, a[0])] : a));
  /* What a browser takes from a cache without asking the worker. */
  replace(InstallEvent.prototype, 'addRoutes', async (go, event, a) => policy ? undefined : run(go, event, a));
})();
