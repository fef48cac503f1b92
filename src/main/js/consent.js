/* Makes the forms pleasant; without it they work all the same. It grants nothing by itself. */
(() => {
  'use strict';
  const own = document.currentScript;
  const { consentEndpoint: endpoint, consentPolicy: policy, consentSaved: saved, consentShared: shared } = own.dataset;
  const find = (selector) => document.querySelectorAll(selector);
  const banners = () => find('.cookieward-banner');
  const dialog = () => document.getElementById('cookie-settings');
  let granted = new Set(own.dataset.consentGranted.split(' '));
  let declared; // what the last state tells of; before, any service is taken for one that is

  /* State: {decided, asks, categories: {id: "granted" | …}, services: {id: …}} */
  const names = (state) => {
    const all = (choices, mark) => Object.keys(choices).filter((id) => choices[id] === 'granted').map((id) => mark + id);
    return new Set([...all(state.categories, ''), ...all(state.services, '@')]);
  };

  const has = (all, some) => [...some].every((name) => all.has(name));

  const covers = ({ dataset: { consentService: service, consentCategory } }) => {
    const categories = (consentCategory || '').split(' ').filter(Boolean);
    const known = service && (!declared || Object.hasOwn(declared, service));
    return (known ? granted.has('@' + service) : categories[0]) && has(granted, categories);
  };

  /* The page and what is in it: open shadow trees, templates, and documents of this origin that have no script like this. */
  const places = (root) => [root, ...[...root.querySelectorAll('*')].flatMap((node) => {
    const page = node.contentDocument || node.getSVGDocument?.();
    return [node.shadowRoot, node.content, page?.querySelector('[data-consent-endpoint]') ? 0 : page].flatMap((place) => place?.querySelectorAll ? places(place) : []);
  })];
  /* Code is made live by the server only: a sanitizer may have let it pass as data. */
  const runs = (name, value) => /^(data-consent-)?(on|srcdoc)/.test(name) || /^javascript:/i.test(value.replace(/[\0- ]/g, ''));
  /* What a script writes once the page has ended takes the place of the whole page. */
  const writes = ({ localName, dataset, textContent }) => localName === 'script' && !dataset.consentHeld && /\.write(ln)?\b/.test(textContent);
  /* A style sheet of the site's own in which the server has left an address empty. */
  const lacks = ({ cssRules }) => [...cssRules].some((rule) => /url\("data:,"\)/.test(rule.cssText) || (rule.styleSheet && lacks(rule.styleSheet)));

  /* A held-back element as it was meant, once. A script that is not async is waited for: order matters. */
  const seen = new WeakSet();
  const revive = (old) => new Promise((done) => {
    const plain = old.getAttribute('type') === 'text/plain';
    const script = plain && old.localName === 'script';
    const element = script ? old.ownerDocument.createElementNS(old.namespaceURI, 'script') : old;
    seen.add(old).add(element);
    if (writes(old)) return done();
    const waiting = old.dataset.consentHeld.split(' ').sort().reverse(); // srcset before src
    const put = (name, from) => {
      const value = old.getAttribute(from);
      element.removeAttribute(from);
      if (value === null || runs(name, value)) element.removeAttribute(name);
      else element.setAttribute(name, value);
    };
    if (script) for (const { name, value } of old.attributes) element.setAttribute(name, value);
    if (plain) waiting.push('type');
    for (const name of waiting) if (name) put(name.replace('xlink:', ''), 'data-consent-' + name.replace(':', '-'));
    element.removeAttribute('data-consent-held');
    // What the guard has put in a service's place is what it answers with, whatever it is asked.
    for (const name of (element.dataset.consentGlobals || '').split(' ')) if (window[name]?.queue === window[name]) delete window[name];
    delete element.dataset.consentGlobals;
    if ('consentHidden' in old.dataset) {
      old.hidden = false;
      old.previousElementSibling?.closest('.cookieward-embed')?.remove();
    }
    if (script) {
      element.nonce = own.nonce || old.nonce;
      element.textContent = old.textContent;
      element.onload = element.onerror = done;
    }
    if (old.localName === 'style') {
      element.textContent = old.textContent.replace(/^x{}/, '');
      old.previousElementSibling?.closest('[data-consent-instead]')?.remove();
    }
    if (plain || /^(meta|set|animate)|imagesrc/.test(old.localName + waiting)) old.replaceWith(element); // read only when it is put in
    if (old.localName === 'source') old.parentNode.load?.();
    if (!script || !/src|href/.test(waiting) || element.hasAttribute('async') || !element.isConnected) done();
  });

  /* What a script puts in and has fetched, or kept, since before the answer. */
  let asking; // of the guard, which has to know first
  const rest = async () => {
    for (const old of find('[data-consent-held]')) if (!asking && !seen.has(old) && covers(old)) await revive(old);
  };
  new MutationObserver(() => { settle(); rest(); }).observe(document, { subtree: true, childList: true });

  /* The first layer: once something needs it, and never beside another prompt. */
  let asks = shared === undefined && !!banners()[0];
  let asked;
  const prompt = () => {
    // Some that are never shown, or are part of the page, say that they are modal.
    const busy = document.elementFromPoint(innerWidth / 2, innerHeight * .4)?.closest('dialog:not(#cookie-settings), [aria-modal=true]');
    const need = asked || find('[data-consent-held], [data-consent-needed], .cookieward-embed')[0];
    watch.disconnect();
    for (const banner of banners()) {
      banner.hidden = !asks || busy || !(need || banner.dataset.consentLate === undefined);
      if (asks && banner.hidden) watch.observe(document, { subtree: true, childList: true, attributes: true });
    }
  };
  const watch = new MutationObserver(prompt);
  document.addEventListener('consent:ask', () => { asked = true; prompt(); });

  /* What of ours stands in the body: an application that puts another one there gets it again. */
  let pieces = [];
  const settle = () => {
    if (!own.isConnected || !document.body || pieces.some((node) => node.isConnected)) return;
    if (!dialog()) document.body.append(...pieces);
    if (!find('.cookieward-status')[0]) {
      const status = document.createElement('div');
      status.className = 'cookieward-status';
      status.setAttribute('role', 'status');
      document.body.append(status);
    }
    pieces = [...document.body.children].filter((node) => node.matches('[class^=cookieward]:not(.cookieward-embed), [id^=cookieward]'));
    if (dialog()) for (const link of find('[data-consent-settings]')) link.setAttribute('aria-haspopup', 'dialog');
    prompt();
    sum();
  };

  /* The row above the others: on only when all that are seen are. It sets no other than those. */
  const rows = (all) => [...all.form.elements].filter((box) => box.name === 'category' && !box.disabled && box.getClientRects()[0]);
  const sum = () => {
    for (const all of find('[data-consent-all]')) {
      all.closest('[hidden]')?.removeAttribute('hidden');
      all.checked = rows(all).every((box) => box.checked);
    }
  };
  document.addEventListener('change', ({ target }) => {
    if (target.matches('[data-consent-all]')) for (const box of rows(target)) box.checked = target.checked;
    sum();
  });

  /* The toggles show what is stored, and so does resetting a form. */
  const show = (state, said) => {
    asks = state.asks;
    prompt();
    for (const box of find('input[type=checkbox][name=category]')) {
      box.defaultChecked = box.checked = state.categories[box.value] === 'granted';
    }
    sum();
    if (!said) return;
    const services = said.getAll('service');
    const partly = said.get('action') === 'allow';
    for (const option of find('.cookieward-service option')) {
      const [, allow] = option.parentNode.options;
      const mine = services.find((value) => value === allow.value || value === '!' + allow.value);
      if (!partly || mine) option.defaultSelected = option.selected = option.value === (mine || '');
    }
  };

  const apply = async (state, said) => {
    const before = granted;
    granted = names(state);
    declared = state.services;
    const lost = !has(granted, before);
    asking = true;
    show(state, said);
    const waits = [];
    const change = new CustomEvent('consent:change', { detail: state });
    change.wait = (promise) => waits.push(promise); // the guard asks the server first
    for (const place of places(document)) if (place.defaultView) place.dispatchEvent(change);
    await Promise.allSettled(waits);
    const live = places(document).flatMap((place) => [...place.querySelectorAll('[data-consent-held]')]).filter(covers);
    // What has run cannot be taken back otherwise, nor a policy be widened that was sent, nor code be made live.
    const late = ({ attributes, dataset }) => dataset.consentType === 'importmap' || [...attributes].some(({ name, value }) => runs(name, value) && /^data-c/.test(name));
    if (lost || (live[0] && policy !== undefined) || (said && (live.some(late) || live.some(writes)))) return location.reload();
    for (const element of live) seen.add(element);
    asking = false;
    for (const element of live) await revive(element);
    for (const node of find('link, style')) {
      try {
        if (lacks(node.sheet)) node[node.href ? 'href' : 'textContent'] += '';
      } catch { /* of another origin, or no sheet */ }
    }
  };

  const read = async (way, options) => {
    const answer = await fetch(location.origin + endpoint + way, { headers: { Accept: 'application/json' }, ...options });
    if (!answer.ok) throw answer.status;
    return answer.json(); // or throws: a page is no JSON
  };

  const announce = () => {
    const status = find('.cookieward-status')[0];
    status.textContent = saved;
    setTimeout(() => { status.textContent = ''; }, 8000);
  };

  document.addEventListener('submit', async (event) => {
    const form = event.target;
    if (!form.matches('[data-consent-form]')) return;
    event.preventDefault();
    const button = event.submitter;
    const said = new FormData(form, button);
    try {
      const state = await read('', { method: 'POST', body: new URLSearchParams(said) });
      const place = button?.closest('.cookieward-embed');
      dialog()?.close();
      announce();
      others.postMessage(0);
      await apply(state, said);
      // A service that the state does not tell of: only the server knows.
      if (place?.isConnected) location.reload();
    } catch {
      delete form.dataset.consentForm; // goes as without script
      form.requestSubmit(button);
    }
  });

  const open = () => {
    const shown = dialog();
    if (shown && !shown.open) {
      for (const form of find('#cookie-settings [data-consent-form]')) form.reset();
      const [banner] = banners();
      for (const back of find('[data-consent-back]')) back.hidden = !banner || banner.hidden;
      shown.showModal();
      sum();
    }
    return shown;
  };
  const openByHash = () => { if (location.hash === '#cookie-settings') open(); };

  document.addEventListener('click', (event) => {
    const element = event.target;
    if (event.defaultPrevented || !element.closest) return;
    const plainClick = !(event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    if (plainClick && element.closest('[data-consent-settings], a[href="#cookie-settings"]') && open()) event.preventDefault();
    if (element === dialog()) element.close(); // the backdrop: closing stores nothing
    if (element.closest('[data-consent-once]')) {
      const content = element.closest('.cookieward-embed').nextElementSibling;
      revive(content);
      content.focus();
    }
  });
  addEventListener('hashchange', openByHash);

  const refresh = async () => {
    try {
      const state = await read('/state', { cache: 'no-store' });
      const now = names(state);
      if (!has(now, granted) || !has(granted, now) || asks !== state.asks) await apply(state);
    } catch { /* without an answer the page stays as it is */ }
  };
  /* Other tabs, and the frames of this page, hear that something was answered; they ask what. */
  const others = new BroadcastChannel('cookieward');
  others.onmessage = refresh;
  /* A page that the browser kept, and shows again on the way back, may show an old answer. */
  addEventListener('pageshow', (event) => {
    const [way] = performance.getEntriesByType('navigation');
    if (event.persisted || way?.type === 'back_forward') refresh();
  });

  for (const button of find('[data-consent-once]')) {
    const content = button.closest('.cookieward-embed').nextElementSibling;
    button.hidden = policy !== undefined || !content?.matches('[data-consent-held]');
  }
  settle();
  openByHash();
  if (shared !== undefined) refresh();
  rest();
})();
