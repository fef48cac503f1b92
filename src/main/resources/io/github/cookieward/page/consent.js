/* Makes the forms pleasant; without it they work all the same. It grants nothing by itself. */
(() => {
  'use strict';
  const own = document.currentScript;
  const endpoint = own.dataset.consentEndpoint;
  const banners = () => document.querySelectorAll('.cookieward-banner');
  const dialog = () => document.getElementById('cookie-settings');
  const held = () => document.querySelectorAll(
    'script[type="text/plain"]:is([data-consent-service], [data-consent-category]), [data-consent-src]:not(script)');
  let granted = new Set(own.dataset.consentGranted.split(' '));

  /* State: {decided, asks, categories: {id: "granted" | …}, services: {id: …}} */
  const names = (state) => new Set(
    Object.entries(state.categories).filter(([, choice]) => choice === 'granted').map(([id]) => id)
      .concat(Object.entries(state.services).filter(([, choice]) => choice === 'granted').map(([id]) => '@' + id)));

  const covers = (state, element) => {
    const service = element.dataset.consentService;
    const categories = (element.dataset.consentCategory || '').split(' ').filter(Boolean);
    const known = service && Object.hasOwn(state.services, service);
    return (!known || granted.has('@' + service)) && categories.every((id) => granted.has(id)) &&
      (known || categories.length > 0);
  };

  const frame = ({ dataset: { consentSrc, consentTitle, consentWidth, consentHeight } }) => {
    const element = document.createElement('iframe');
    if (consentTitle) element.title = consentTitle;
    if (consentWidth) element.width = consentWidth;
    if (consentHeight) element.height = consentHeight;
    element.allowFullscreen = true;
    element.src = consentSrc;
    return element;
  };

  /* A held-back element as it was meant. A script that is not async is waited for: order matters. */
  const revive = (old) => new Promise((done) => {
    const { consentSrc: src, consentType: type } = old.dataset;
    if (old.localName === 'script') {
      const script = document.createElement('script');
      for (const { name, value } of old.attributes) {
        if (name !== 'type' && name !== 'data-consent-src' && name !== 'data-consent-type') script.setAttribute(name, value);
      }
      if (type) script.type = type;
      script.nonce = own.nonce;
      script.async = old.hasAttribute('async');
      if (src) {
        script.onload = script.onerror = done;
        script.src = src;
      } else {
        script.text = old.text;
      }
      old.replaceWith(script);
      if (!src || script.async) done();
      return;
    }
    if (old.classList.contains('cookieward-embed')) {
      old.replaceWith(frame(old));
    } else {
      old.removeAttribute('data-consent-src');
      old.setAttribute('src', src);
    }
    done();
  });

  /* The toggles show what is stored, and so does resetting a form. */
  const show = (state, said) => {
    for (const banner of banners()) banner.hidden = !state.asks;
    for (const box of document.querySelectorAll('input[type=checkbox][name=category]')) {
      box.defaultChecked = box.checked = state.categories[box.value] === 'granted';
    }
    if (!said) return;
    const services = said.getAll('service');
    const partly = said.get('action') === 'allow';
    for (const option of document.querySelectorAll('.cookieward-service option')) {
      const [, allow] = option.parentNode.options;
      const mine = services.find((value) => value === allow.value || value === '!' + allow.value);
      if (!partly || mine) option.defaultSelected = option.selected = option.value === (mine || '');
    }
  };

  const apply = async (state, said) => {
    const now = names(state);
    const lost = [...granted].some((name) => !now.has(name));
    granted = now;
    show(state, said);
    const change = new CustomEvent('consent:change', { detail: state });
    const waits = [];
    change.wait = (promise) => waits.push(promise); // the guard asks the server first
    document.dispatchEvent(change);
    await Promise.allSettled(waits);
    if (lost) {
      location.reload(); // what has run cannot be taken back otherwise
      return;
    }
    for (const element of held()) if (covers(state, element)) await revive(element);
  };

  const read = async (answer) => {
    if (!answer.ok || !(answer.headers.get('Content-Type') || '').startsWith('application/json')) throw answer.status;
    return answer.json();
  };

  const announce = () => {
    const status = document.querySelector('.cookieward-status');
    status.textContent = own.dataset.consentSaved;
    setTimeout(() => { status.textContent = ''; }, 8000);
  };

  const plain = new WeakSet();
  document.addEventListener('submit', async (event) => {
    const form = event.target;
    if (!form.matches('[data-consent-form]') || plain.has(form)) return;
    event.preventDefault();
    const button = event.submitter;
    const said = new FormData(form);
    if (button && button.name) said.set(button.name, button.value);
    try {
      const state = await read(await fetch(form.getAttribute('action'), {
        method: 'POST', body: new URLSearchParams(said), headers: { Accept: 'application/json' } }));
      const place = form.closest('.cookieward-embed');
      if (dialog() && dialog().open) dialog().close();
      announce();
      await apply(state, said);
      // A service that the state does not tell of: only the server knows.
      if (place && place.isConnected) location.reload();
    } catch {
      plain.add(form);
      form.requestSubmit(button);
    }
  });

  const reset = () => { for (const form of dialog().querySelectorAll('[data-consent-form]')) form.reset(); };
  const open = () => {
    if (!dialog() || !dialog().showModal || dialog().open) return !!dialog() && dialog().open;
    reset();
    dialog().showModal();
    return true;
  };
  const openByHash = () => { if (location.hash === '#cookie-settings') open(); };

  document.addEventListener('click', (event) => {
    const element = event.target;
    if (event.defaultPrevented || !element.closest) return;
    const plainClick = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    if (plainClick && element.closest('[data-consent-settings], a[href="#cookie-settings"]') && open()) event.preventDefault();
    if (element === dialog()) element.close(); // the backdrop: closing stores nothing
    if (element.closest('[data-consent-once]')) {
      const place = element.closest('.cookieward-embed');
      const content = frame(place);
      place.replaceWith(content);
      content.focus();
    }
  });
  addEventListener('hashchange', openByHash);

  /* A page that the browser kept, and shows again on the way back, may show an old answer. */
  addEventListener('pageshow', async (event) => {
    const [way] = performance.getEntriesByType('navigation');
    if (!event.persisted && !(way && way.type === 'back_forward')) return;
    try {
      const state = await read(await fetch(endpoint + '/state', { headers: { Accept: 'application/json' }, cache: 'no-store' }));
      const now = names(state);
      const same = now.size === granted.size && [...now].every((name) => granted.has(name)) &&
        [...banners()].every((banner) => banner.hidden === !state.asks);
      if (!same) await apply(state);
    } catch { /* without an answer the page stays as it is */ }
  });

  if (!document.querySelector('.cookieward-status')) {
    const status = document.createElement('div');
    status.className = 'cookieward-status';
    status.setAttribute('role', 'status');
    document.body.append(status);
  }
  for (const button of document.querySelectorAll('[data-consent-once]')) {
    button.hidden = !button.closest('[data-consent-src]');
  }
  if (dialog()) {
    for (const link of document.querySelectorAll('[data-consent-settings]')) link.setAttribute('aria-haspopup', 'dialog');
  }
  openByHash();
})();
