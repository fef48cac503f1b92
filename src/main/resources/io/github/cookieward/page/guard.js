/* Runs before every script of the page and keeps back what the server cannot see: docs/guard.md says what and how.
   It is sent without comments and needless blanks, and with short names for: run make describe define search find words native account asks policy fixed inert fetches kept stores rules state intro said load reset whose hold
   holdUrl holdAny safe css held look sweep clean within assign install adopt on map update tidy begin text pattern see line part owner
   descriptor kind names types group best node found name store cache root original proxy argument answer NOWHERE FETCHES
   go walker result fresh rank event rule key all each trust table own
   which must therefore be no property, no key and no word of a text. */
(() => {
  'use strict';
  /* Natives, taken before anybody can replace them: later nothing is found by way of a prototype, nor by an iterator. */
  const { Reflect: { apply: run, construct: make, getOwnPropertyDescriptor: describe, defineProperty: define }, Object: { getOwnPropertyNames: all }, document, location, fetch, setTimeout, console, trustedTypes = {}, Proxy, Event, URL, RegExp } = window;
  const search = RegExp.prototype.exec;
  const find = (pattern, text) => run(search, pattern, [text]);
  const words = (text, see) => { for (let m, r = /[^ ]+/g; (m = find(r, text));) see(m[0]); };
  const native = { __proto__: null };
  words('Element.localName Element.getAttribute Element.setAttribute Element.removeAttribute Element.getAttributeNames Element.innerHTML Node.textContent Node.baseURI ' +
    'HTMLTemplateElement.content Document.createTreeWalker TreeWalker.nextNode URL.hostname URL.pathname Request.url Response.text MutationRecord.target MutationRecord.addedNodes ' +
    'WeakMap.get WeakMap.set EventTarget.dispatchEvent Element.closest Element.nextElementSibling', (line) => {
    const m = find(/(.+)\.(.+)/, line), owner = window[m[1]], descriptor = owner && describe(owner.prototype, m[2]);
    native[m[2]] = (node, ...a) => run(a.length && descriptor.set || descriptor.value || descriptor.get, node, a);
  });

  /* A port that browsers refuse: what goes there fails as a blocked request does, and nothing leaves. */
  const NOWHERE = 'https://consent.invalid:1/';
  const FETCHES = 'src srcset href data poster ping action formAction background imageSrcset srcdoc';
  const fetches = /^(.+:)?(src(set|doc)?|href|data|poster|ping|(form)?action|background|imagesrcset|style)$/i, said = { __proto__: null }, kept = new WeakMap();
  const inert = document.implementation.createHTMLDocument('').createElement('template');
  const own = document.currentScript, { consentGuard: begin, consentState: account, consentAsks: asks } = own.dataset;
  const { isHTML, isScriptURL } = trustedTypes;
  let rules, state, stores, intro = '', table = '', trust = (text) => text;
  try { stores = { __proto__: null, localStorage, sessionStorage }; } catch { /* closed to the page */ }
  try {
    const policy = trustedTypes.createPolicy('cookieward', { createHTML: trust }), { createHTML: original } = policy;
    trust = (text) => run(original, policy, [text]);
  } catch { /* not allowed, or not needed */ }

  /* A line each: a group after + - ? (granted, denied, undecided) or = (as it is); then patterns for what belongs to it. */
  const load = (text) => {
    let group;
    for (let m, r = /(.)(.*)/g; (m = find(r, text));) {
      if (!find(/[+?=-]/, m[1])) rules = [new RegExp('^' + m[0]), group, rules];
      else {
        group = m[2];
        if (m[1] !== '=') state[group] = m[1];
      }
    }
  };
  const tidy = (text) => {
    if (find(/\n-/, text)) for (const name in stores) for (const key in stores[name]) if ((state[whose('k' + key)] || '-') === '-') delete stores[name][key];
  };
  const reset = (text) => {
    rules = 0;
    state = { __proto__: null };
    load(table + text);
    tidy(text);
  };
  /* The group of something: that of a service first, then that with the longest match. */
  const whose = (text) => {
    let group = 'category unknown', best = -1;
    for (let m, rank, rule = rules; rule; rule = rule[2]) {
      if ((m = find(rule[0], text)) && (rank = m[1].length + (rule[1][0] === 's' ? 1e3 : 0)) > best) {
        best = rank;
        group = rule[1];
      }
    }
    return group;
  };
  /* The group that keeps something back, or nothing. */
  const hold = (text) => {
    const group = whose(text);
    if (state[group] === '+') return;
    said[group] ||= !console.info('Cookieward withholds', text, group);
    return group;
  };
  const holdUrl = (text) => {
    try {
      text = new URL(text, native.baseURI(document));
      const name = native.hostname(text);
      return name && hold('a' + (name === location.hostname ? '//' : '') + name + native.pathname(text));
    } catch { /* no address: nothing is fetched */ }
  };
  /* The same for a text in which there may be addresses: srcset, ping, CSS. */
  const holdAny = (text) => {
    let group = holdUrl(text);
    for (let m, r = /[^\s\x22\x27(),;]*[:/\\][^\s\x22\x27(),;]*/g; !group && (m = find(r, text));) group = holdUrl(m[0]);
    return group;
  };

  /* An argument as it will be read, once. */
  const fixed = (argument) => argument === null || isHTML && (run(isHTML, trustedTypes, [argument]) || run(isScriptURL, trustedTypes, [argument])) ? argument : argument + '';
  const safe = (argument) => {
    let text;
    try { text = native.url(argument); } catch { text = argument = fixed(argument); }
    return holdUrl(text) ? NOWHERE : argument;
  };
  const css = (argument) => holdAny(argument += '') ? 'a{}' : argument;

  /* Whether an attribute is held back, marked as the server does it, so that consent.js makes it live. */
  const held = (node, name, text) => {
    let m = find(fetches, name);
    name = m && m[2];
    m = m && !native.get(kept, node) && !find(/^a(rea)? href/i, native.localName(node) + ' ' + name) && find(/(\w+) (.*)/, holdAny(text + '') || '');
    if (!m) return;
    native.setAttribute(node, 'data-consent-' + name, text);
    native.setAttribute(node, 'data-consent-held', (native.getAttribute(node, 'data-consent-held') || '') + ' ' + name);
    native.setAttribute(node, 'data-consent-' + m[1], m[2]);
    setTimeout(() => native.dispatchEvent(node, new Event('error')));
    return 1;
  };
  const look = (node) => {
    let found;
    try {
      const names = native.getAttributeNames(node);
      for (let i = 0; names[i]; i++) {
        const text = native.getAttribute(node, names[i]);
        if (held(node, names[i], text)) native.removeAttribute(node, names[i], found = 1);
        else if (names[i] === 'srcdoc' && !find(/data-consent-guard=/, text)) native.setAttribute(node, 'srcdoc', within(text), found = 1);
      }
      if (native.localName(node) === 'style' && native.getAttribute(node, 'type') !== 'text/plain' && css(native.textContent(node)) === 'a{}') {
        native.setAttribute(node, 'type', 'text/plain');
        found = 1;
      }
      found = sweep(native.content(node)) || found;
    } catch { /* no element, or no template */ }
    return found;
  };
  const sweep = (node) => {
    let found;
    try {
      for (const walker = native.createTreeWalker(document, node, 1); node; node = native.nextNode(walker)) found = look(node) || found;
    } catch { /* no node */ }
    return found;
  };
  const clean = (argument) => {
    argument = fixed(argument);
    try {
      if (!find(/[^<]\/[^>\s]|[\\&]|srcdoc/i, argument)) return argument;
      native.innerHTML(inert, argument);
    } catch { return argument; /* the browser refuses it again */ }
    return sweep(native.content(inert)) ? trust(native.innerHTML(inert)) : argument;
  };
  /* A document within the page begins with the guard. */
  const within = (argument) => trust(intro + clean(argument));

  /* Guards the page, or a document within it that has natives of its own. */
  const install = (node) => {
    let root;
    try {
      node = node.defaultView || node;
      root = node.document;
      if (native.get(kept, root)) return;
      native.set(kept, root, 1);
    } catch { return; }
    const cache = { __proto__: null };
    const on = (types, names, see) => words(types, (kind) => words(names, (name) => {
      const owner = node[kind] && node[kind].prototype || node[kind], descriptor = owner && describe(owner, name);
      if (!descriptor) return;
      const part = descriptor.value ? 'value' : descriptor.set ? 'set' : 'get', proxy = new Proxy(descriptor[part], {
        __proto__: null,
        apply: (original, self, a) => see((self, a) => run(original, self, a), self, a, name),
        construct: (original, a, fresh) => see((self, a) => make(original, a, fresh), 0, a, name)
      });
      if (proxy.prototype) define(proxy.prototype, 'constructor', { __proto__: null, value: proxy, writable: true, configurable: true });
      define(owner, name, { __proto__: null, ...descriptor, [part]: proxy });
    }));
    /* Arguments, or the one at an index, are looked at before; frames are guarded after. */
    const map = (types, names, see, index) => on(types, names, (go, self, a) => {
      for (let i = 0; i < a.length; i++) if (index === undefined || i === index) a[i] = see(a[i]);
      const result = go(self, a);
      adopt(node);
      return result;
    });
    const assign = (go, self, a, i, name) => {
      a[i] = find(/^srcdoc/i, name) ? within(a[i]) : fixed(a[i]);
      if (!held(self, name, a[i])) return go(self, a);
    };

    /* What is held back becomes a deletion, so that deletions pass. */
    on('Document', 'cookie', (go, self, a) => {
      const m = find(/[ \t]*(?:([^=;\n\r\0]*?)[ \t]*=)?[^\n\r\0]*/, a[0] + '');
      go(self, [m[0] + (hold('c' + (m[1] || '')) ? ';max-age=0' : '')]);
    });
    on('CookieStore', 'set', async (go, self, a) => {
      const options = { __proto__: null, ...(a.length > 1 ? { 'name': a[0], value: a[1] } : a[0]) };
      if (!hold('c' + (options.name += ''))) await go(self, [options]);
    });
    on('Storage', 'setItem getItem removeItem key clear length', (go, self, a, name) => {
      if (name !== 'setItem' || !hold('k' + (a[0] += ''))) return go(native.get(kept, self) || self, a);
    });
    on('window', 'localStorage sessionStorage', (go, self, a, name) => {
      const store = go(self, a);
      if (!cache[name]) native.set(kept, cache[name] = new Proxy(store, { __proto__: null, defineProperty: (store, key, descriptor) => typeof key === 'string' && hold('k' + key) ? true : define(store, key, descriptor) }), store);
      return cache[name];
    });
    on('IDBFactory CacheStorage', 'open', (go, self, a) => go(hold('k' + (a[0] += '')) ? null : self, a));

    map('window ServiceWorkerContainer Navigator', 'fetch fetchLater register sendBeacon WebSocket WebTransport EventSource Worker SharedWorker Audio', safe, 0);
    map('XMLHttpRequest', 'open', safe, 1);
    map('CSSStyleSheet', 'insertRule replace replaceSync', css, 0);
    map('window', 'FontFace', css, 1);
    on('Element', 'setAttribute setAttributeNS', (go, self, a, name) => {
      const i = name === 'setAttribute' ? 1 : 2;
      return assign(go, self, a, i, a[i - 1] += '');
    });
    const each = (owner, pattern, see) => {
      const names = all(owner);
      for (let i = 0; names[i]; i++) if (find(pattern, names[i])) see(names[i]);
    };
    each(node, /^HTML.+Element$/, (kind) => on(kind, FETCHES, (go, self, a, name) => assign(go, self, a, 0, name)));

    const types = 'Node Element Document DocumentFragment CharacterData ShadowRoot Range ';
    words(types, (kind) => each(node[kind].prototype, /^(append|insert|replace|prepend|before|after|moveB|surround|adop|import)/, (name) => map(kind, name, (argument) => (sweep(argument), argument))));
    map(types, 'innerHTML outerHTML setHTMLUnsafe createContextualFragment', clean, 0);
    map(types, 'write writeln', clean);
    map(types, 'insertAdjacentHTML', clean, 1);
    on('HTMLIFrameElement HTMLFrameElement HTMLObjectElement window', 'contentWindow contentDocument open', (go, self, a) => {
      const result = go(self, a);
      install(result);
      return result;
    });
    new node.MutationObserver((found) => {
      for (let i = 0; found[i]; i++) {
        const names = native.addedNodes(found[i]);
        look(native.target(found[i]));
        for (let j = 0; names[j]; j++) sweep(names[j]);
      }
      adopt(node);
    }).observe(root, { subtree: true, childList: true, attributes: true });
  };
  /* A page cannot hide frames from their indices. */
  const adopt = (node) => {
    try {
      for (let i = 0; node[i]; i++) {
        install(node[i]);
        adopt(node[i]);
      }
    } catch { /* another site's, which keeps them to itself */ }
  };

  const update = async () => {
    try {
      const answer = await native.text(await fetch(account, { __proto__: null, 'cache': 'no-store' }));
      if (find(/^\?service/, answer)) reset(answer);
    } catch { /* without an answer all stays as it is */ }
  };
  for (let node = own; node && (node === own || node.t); node = node.previousElementSibling) {
    intro = node.outerHTML.replace('nonce=""', 'nonce="' + own.nonce + '"') + intro;
    table += node.t || '';
  }
  reset(begin);
  install(window);
  /* What a visitor wants once, by a press on its placeholder; the press of a script is none. */
  const pressed = describe(Event.prototype, 'target').get;
  document.addEventListener('click', (event) => {
    const node = event.isTrusted && run(pressed, event, []);
    if (node && native.closest(node, '[data-consent-once]')) native.set(kept, native.nextElementSibling(native.closest(node, '.cookieward-embed')), 1);
  }, true);
  document.addEventListener('consent:change', (event) => {
    const answer = update();
    if (event.wait) event.wait(answer);
  });
  if (asks) update();
})();
