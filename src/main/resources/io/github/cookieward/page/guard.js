/* Runs before every script of the page and keeps back what the server cannot see: docs/guard.md says what and how.
   It is sent without comments and indentation, and with short names for: words native fetches declared builtIn state
   unknown refused table policy framed intro said notes seen targets proxies load reset among whose hold holdKey holdCookie
   holdUrl holdAny below fixed safe mark holdAttribute check look sweep trust clean within adopt install patch group kind
   text into rules home found node tag attribute see after line names type owner descriptor original self result root
   store request event isRefused tidy update answer types position fresh part inert box NOWHERE FETCHES SELECTOR
   argument run make describe define search moment begin all pair equals rest options proxy
   nodes insert markup send listed constructs account script
   which must therefore be no property, no key and no word of a text. */
(() => {
  'use strict';
  /* Natives, taken before anybody can replace them: later nothing is found by way of a prototype. */
  const { Reflect: { apply: run, construct: make, getOwnPropertyDescriptor: describe, defineProperty: define }, document, location, fetch, setTimeout, console, trustedTypes, Proxy, Event, URL, RegExp, JSON } = window;
  const { Date: { parse: moment, now }, Object: { keys: listed } } = window;
  const search = RegExp.prototype.exec;
  const all = { __proto__: null, 1: Element, 9: Document, 11: DocumentFragment };
  for (const type in all) all[type] = all[type].prototype.querySelectorAll;
  const words = (text, see) => { for (let m, r = /[^ ]+/g; (m = run(search, r, [text]));) see(m[0]); };
  const native = { __proto__: null };
  words('Element.localName Element.setAttribute Element.getAttribute Element.removeAttribute Element.innerHTML Node.nodeType Node.textContent ' +
    'Node.getRootNode Node.cloneNode Node.baseURI HTMLTemplateElement.content HTMLIFrameElement.contentWindow URL.hostname URL.pathname Request.url Response.text ' +
    'Response.ok MutationRecord.target MutationRecord.addedNodes MutationRecord.attributeName WeakMap.get WeakMap.set EventTarget.addEventListener ' +
    'EventTarget.dispatchEvent Event.stopImmediatePropagation IDBTransaction.abort IDBRequest.transaction Document.cookie Storage.removeItem ' +
    'String.toLowerCase RegExp.exec TrustedTypePolicyFactory.isHTML TrustedTypePolicyFactory.isScriptURL TrustedTypePolicyFactory.createPolicy TrustedTypePolicy.createHTML', (line) => {
    const [type, pair] = line.split('.'), descriptor = window[type] && describe(window[type].prototype, pair);
    if (!descriptor) return;
    native[pair] = (self, ...a) => run(descriptor.value || descriptor.get, self, a);
    native['=' + pair] = (self, ...a) => run(descriptor.set, self, a);
  });

  /* A port that browsers refuse: what goes there fails as a blocked request does, and nothing leaves. */
  const NOWHERE = 'https://consent.invalid:1/';
  const FETCHES = 'src srcset href xlink:href data poster ping action formaction background imagesrcset srcdoc style';
  const SELECTOR = '[src],[srcset],[*|href],[data],[poster],[ping],[action],[formaction],[background],[imagesrcset],[style],style,template,iframe,frame,object,embed';
  const script = document.currentScript, { consentGuard: begin, consentState: account, consentAsks } = script.dataset;
  const inert = document.implementation.createHTMLDocument('').createElement('template');
  const fetches = { __proto__: null }, declared = { __proto__: null }, builtIn = { __proto__: null }, said = { __proto__: null };
  const seen = new WeakMap(), targets = new WeakMap(), proxies = new WeakMap();
  let state, unknown, refused, table, policy, framed, intro = '', notes = 0;
  words(FETCHES, (attribute) => { fetches[attribute] = 1; });

  /* A line each: a group, + - ? for granted, denied, undecided; what belongs to it, c(ookie), a(ddress), k(ey), ~ as a
     pattern; ! a kind of which the unknown passes; # where the next table is. */
  const load = (text, into) => {
    let group;
    for (let m, r = /(.)(.*)/g; (m = native.exec(r, text));) {
      const [, kind, part] = m;
      if (kind === '!') unknown[part] = 1;
      else if (kind === '#') table = part;
      else if (kind === '~') into['~'] = [new RegExp(part), group, into['~']];
      else if (native.exec(/[+?-]/, kind)) {
        group = part;
        if (into === declared) state[part] = kind;
        if (kind === '-') refused = 1;
      } else {
        into[kind + part] = group;
        if (kind === 'a' && (m = native.exec(/(.*?)\//, part))) into['/' + m[1]] = 1;
      }
    }
  };
  const reset = (text) => {
    state = { __proto__: null };
    unknown = { __proto__: null };
    refused = table = 0;
    load(text, declared);
  };
  const among = (rules, text) => {
    let group = rules[text];
    for (let i = 0, start = ''; !rules[text] && i < text.length && i < 130; i++) group = rules[(start += text[i]) + '*'] || group;
    for (let m = rules['~']; m && !group; m = m[2]) if (native.exec(m[0], text)) group = m[1];
    return group;
  };
  const whose = (text) => among(declared, text) || among(builtIn, text);

  /* The group that keeps something back, or nothing. */
  const hold = (kind, text, group) => {
    if (group ? state[group] === '+' : unknown[kind]) return;
    if (!said[kind + text] && notes++ < 99) console.info('Cookieward withholds ' + text + ': ' + (group || 'not') + (group ? ' not granted' : ' declared'));
    said[kind + text] = 1;
    return group || 'unknown';
  };
  const holdKey = (text) => hold('k', text, whose('k' + text));
  const holdCookie = (text) => {
    const m = native.exec(/^__(?:Host-Http|Host|Http|Secure)-(.*)/, text);
    return hold('c', text, whose('c' + text) || m && whose('c' + m[1]));
  };
  const below = (rules, text, rest, home) => {
    for (let group; ; text = (native.exec(/\.(.+)/, text) || [, ''])[1]) {
      group = text && rules['a' + text];
      if (rules['/' + text] && (text || home)) {
        for (let i = 0, start = 'a' + text; i < rest.length && i < 400; i++) {
          start += rest[i];
          group = rules[start + '*'] || (rest[i + 1] || '/') === '/' && rules[start] || group;
        }
      }
      if (group || !text) return group;
    }
  };
  const holdUrl = (text) => {
    try {
      const found = new URL(text, native.baseURI(document)), part = native.hostname(found), rest = native.pathname(found), home = part === location.hostname;
      return part && hold('a', part + rest, below(declared, part, rest, home) || below(builtIn, part, rest, home));
    } catch { /* no address: nothing is fetched */ }
  };
  /* The same for a text in which there may be addresses: srcset, ping, CSS. */
  const holdAny = (text) => {
    let group = holdUrl(text);
    for (let m, r = /[^\s\x22\x27(),;]+/g; !group && (m = native.exec(r, text));) group = native.exec(/[:/\\]/, m[0]) && holdUrl(m[0]);
    return group;
  };

  /* An argument as it will be read, once. */
  const fixed = (argument) => argument === null || trustedTypes && (native.isHTML(trustedTypes, argument) || native.isScriptURL(trustedTypes, argument)) ? argument : argument + '';
  const safe = (argument) => {
    let text;
    try { text = native.url(argument); } catch { text = (argument = fixed(argument)) + ''; }
    return holdUrl(text) ? NOWHERE : argument;
  };

  /* Held-back markup as the server writes it, so that consent.js makes it live. */
  const mark = (node, attribute, text, group) => {
    const kind = native.getAttribute(node, 'type') || '', held = native.getAttribute(node, 'data-consent-held');
    native.setAttribute(node, 'data-consent-' + (attribute === 'xlink:href' ? 'xlink-href' : attribute), text);
    native.setAttribute(node, 'data-consent-held', held ? held + ' ' + attribute : attribute);
    native.setAttribute(node, group[0] === '@' ? 'data-consent-service' : 'data-consent-category', native.exec(/[^@]+/, group)[0]);
    if (native.exec(/^s(cript|tyle)$/, native.localName(node)) && kind !== 'text/plain') {
      native.setAttribute(node, 'data-consent-type', kind);
      native.setAttribute(node, 'type', 'text/plain');
    }
    setTimeout(() => native.dispatchEvent(node, new Event('error')));
    return 1;
  };
  const holdAttribute = (node, attribute, text) => {
    const group = fetches[attribute] && attribute !== 'srcdoc' && !(attribute === 'href' && native.exec(/^a(rea)?$/, native.localName(node))) && holdAny(text + '');
    return group && mark(node, attribute, text, group);
  };
  const check = (node, attribute) => {
    const text = native.getAttribute(node, attribute);
    if (text === null) return;
    if (attribute === 'srcdoc' && !native.exec(/data-consent-guard=/, text)) native.setAttribute(node, attribute, within(text));
    else if (holdAttribute(node, attribute, text)) native.removeAttribute(node, attribute);
    else return;
    return 1;
  };
  const look = (node) => {
    const tag = native.localName(node);
    let found;
    if (native.exec(/^(i?frame|object|embed)$/, tag)) framed = 1;
    for (const attribute in fetches) found = check(node, attribute) || found;
    if (tag === 'style' && native.getAttribute(node, 'type') !== 'text/plain') {
      const group = holdAny(native.textContent(node));
      found = group && mark(node, 'type', native.getAttribute(node, 'type') || '', group) || found;
    }
    try { found = sweep(native.content(node)) || found; } catch { /* no template */ }
    return found;
  };
  const sweep = (node) => {
    let found, kind;
    try { kind = native.nodeType(node); } catch { return; }
    if (kind === 1) found = look(node);
    if (all[kind]) for (let i = 0, nodes = run(all[kind], node, [SELECTOR]); nodes[i]; i++) found = look(nodes[i]) || found;
    return found;
  };
  const trust = (text) => {
    if (!trustedTypes) return text;
    policy ||= native.createPolicy(trustedTypes, 'cookieward', { __proto__: null, createHTML: (m) => m });
    return native.createHTML(policy, text);
  };
  const clean = (argument) => {
    let box;
    try {
      if (!native.exec(/[^<]\/[^>\s]|[\\&]|<(i?frame|object|embed)/i, argument + '')) return argument;
      native['=innerHTML'](box = native.cloneNode(inert), argument);
    } catch { return argument; /* the browser refuses it again */ }
    return sweep(native.content(box)) ? trust(native.innerHTML(box)) : argument;
  };
  /* A document within the page begins with the guard. */
  const within = (argument) => trust(intro + clean(argument));

  const patch = (owner, names, see, get) => words(names, (pair) => {
    const descriptor = owner && describe(owner, pair), kind = !descriptor || descriptor.value ? 'value' : get ? 'get' : 'set', original = descriptor && descriptor[kind];
    if (!original) return;
    define(owner, pair, { __proto__: null, ...descriptor, [kind]: { [pair](...a) { return see(original, this, a, pair); } }[pair] });
  });

  /* Guards the page, or a document within it that has natives of its own. */
  const install = (self) => {
    let root;
    try {
      root = self.document;
      if (native.get(seen, root)) return;
    } catch { return; }
    native.set(seen, root, 1);
    const on = (types, names, see, get) => words(types, (type) => patch(type === '*' ? self : self[type] && self[type].prototype, names, see, get));
    /* Each argument is looked at before; each new frame is guarded after. */
    const insert = (types, names, see) => on(types, names, (original, node, a) => {
      let top = root;
      framed = 0;
      try { top = native.getRootNode(node); } catch { /* a range */ }
      for (let i = 0; i < a.length; i++) a[i] = see(a[i], i);
      const result = run(original, node, a);
      if (framed) adopt(top);
      return result;
    });
    const send = (types, names, position) => on(types, names, (original, node, a) => {
      a[position] = safe(a[position]);
      return run(original, node, a);
    });
    const constructs = (names, see) => words(names, (type) => {
      const descriptor = describe(self, type);
      if (!descriptor) return;
      const proxy = new Proxy(descriptor.value, { __proto__: null, construct: (original, a, fresh) => {
        if (a.length) see(a);
        return make(original, a, fresh);
      } });
      define(self[type].prototype, 'constructor', { __proto__: null, value: proxy, writable: true, configurable: true });
      define(self, type, { __proto__: null, ...descriptor, value: proxy });
    });

    on('Document', 'cookie', (original, node, [argument]) => {
      const line = argument + '', [, pair, equals, rest] = native.exec(/^[ \t]*([^=;]*?)[ \t]*(=[^;]*|;|$)([^]*)/, line);
      const age = native.exec(/[^]*;\s*max-age\s*=\s*(-?\d+)/i, rest), past = native.exec(/[^]*;\s*expires\s*=\s*([^;]+)/i, rest);
      if (age ? age[1] <= 0 : past && moment(past[1]) < now()) run(original, node, [line + ';max-age=0']);
      else if (!holdCookie(equals[0] === '=' ? pair : '')) run(original, node, [line]);
    });
    on('CookieStore', 'set', async (original, node, a) => {
      const options = a.length > 1 ? { __proto__: null, name: a[0] + '', value: a[1] + '' } : { __proto__: null, ...a[0] };
      if (options.expires < now() || !holdCookie(options.name)) await run(original, node, [options]);
    });
    on('Storage', 'setItem getItem removeItem key clear length', (original, node, a, pair) => {
      if (pair !== 'setItem' || !holdKey(a[0] += '')) return run(original, native.get(targets, node) || node, a);
    }, 1);
    on('*', 'localStorage sessionStorage', (original) => {
      const store = run(original, self, []);
      if (!native.get(proxies, store)) {
        native.set(proxies, store, new Proxy(store, { __proto__: null, defineProperty: (node, text, descriptor) => typeof text === 'string' && holdKey(text) ? true : define(node, text, descriptor) }));
        native.set(targets, native.get(proxies, store), store);
      }
      return native.get(proxies, store);
    }, 1);
    on('IDBFactory', 'open', (original, node, a) => {
      if (!holdKey(a[0] += '')) return run(original, node, a);
      const request = run(original, node, [a[0], 2 ** 53 - 1]);
      native.addEventListener(request, 'upgradeneeded', (event) => {
        native.stopImmediatePropagation(event);
        native.abort(native.transaction(request));
      });
      return request;
    });
    on('CacheStorage', 'open', (original, node, a) => run(original, holdKey(a[0] += '') ? null : node, a));

    send('*', 'fetch fetchLater', 0);
    send('XMLHttpRequest', 'open', 1);
    send('ServiceWorkerContainer', 'register', 0);
    on('Navigator', 'sendBeacon', (original, node, a) => (a[0] = safe(a[0])) === NOWHERE || run(original, node, a));
    constructs('WebSocket WebTransport EventSource Worker SharedWorker Audio', (a) => { a[0] = safe(a[0]); });
    constructs('FontFace', (a) => { if (holdAny(a[1] + '')) a[1] = 'url()'; });
    on('CSSStyleSheet CSSStyleDeclaration', 'insertRule addRule replace replaceSync setProperty cssText', (original, node, a, pair) => {
      const i = pair === 'setProperty' ? 1 : 0;
      if (holdAny(a[i] += '')) a[i] = i || pair === 'cssText' ? '' : 'a{}';
      return run(original, node, a);
    });

    on('Element', 'setAttribute setAttributeNS', (original, node, a, pair) => {
      const i = pair === 'setAttribute' ? 0 : 1, attribute = native.toLowerCase(a[i] += '');
      a[i + 1] = fixed(a[i + 1]);
      if (attribute === 'srcdoc') a[i + 1] = within(a[i + 1]);
      if (!holdAttribute(node, attribute, a[i + 1])) run(original, node, a);
    });
    words('Image Script IFrame Frame Embed Object Media Video Source Track Input Link Form Button Anchor Area Body', (type) =>
      on('HTML' + type + 'Element', 'src srcset href data poster ping action formAction background imageSrcset srcdoc', (original, node, [argument], pair) => {
        const attribute = native.toLowerCase(pair), text = attribute === 'srcdoc' ? within(fixed(argument)) : fixed(argument);
        if (!holdAttribute(node, attribute, text)) run(original, node, [text]);
      }));

    const types = 'Node Element Document DocumentFragment CharacterData ShadowRoot Range', markup = (argument) => clean(fixed(argument));
    insert(types, 'appendChild insertBefore replaceChild append prepend replaceChildren before after replaceWith moveBefore insertAdjacentElement insertNode surroundContents importNode adoptNode',
      (argument) => (sweep(argument), argument));
    insert(types, 'innerHTML outerHTML write writeln', markup);
    insert(types, 'setHTMLUnsafe createContextualFragment', (argument, i) => i ? argument : markup(argument));
    insert(types, 'insertAdjacentHTML', (argument, i) => i ? markup(argument) : argument);
    on('HTMLIFrameElement HTMLFrameElement HTMLObjectElement', 'contentWindow contentDocument', (original, node) => {
      const found = run(original, node, []);
      install(found && (found.defaultView || found));
      return found;
    }, 1);
    on('*', 'open', (original, node, a) => {
      const found = run(original, node, a);
      install(found);
      return found;
    });
    new self.MutationObserver((found) => {
      framed = 0;
      for (let i = 0; found[i]; i++) {
        const attribute = native.attributeName(found[i]), nodes = native.addedNodes(found[i]);
        if (attribute) check(native.target(found[i]), attribute);
        for (let j = 0; nodes[j]; j++) sweep(nodes[j]);
      }
      if (framed) adopt(root);
    }).observe(root, { subtree: true, childList: true, attributes: true, attributeFilter: listed(fetches) });
  };
  const adopt = (root) => {
    const nodes = all[native.nodeType(root)] && run(all[native.nodeType(root)], root, ['iframe,frame,object,embed']) || [];
    for (let i = 0; nodes[i]; i++) try { install(native.contentWindow(nodes[i])); } catch { nodes[i].contentWindow; }
  };

  /* What was refused and is still there goes. */
  const isRefused = (kind, text) => {
    const group = whose(kind + text);
    return group ? state[group] === '-' : !unknown[kind];
  };
  const stores = ['localStorage', 'sessionStorage'].map((pair) => { try { return window[pair]; } catch { return {}; } });
  const { indexedDB, caches } = window;
  const tidy = async () => {
    if (!refused) return;
    for (let i = 0; i < 2; i++) {
      const nodes = listed(stores[i]);
      for (let j = 0; nodes[j]; j++) if (isRefused('k', nodes[j])) native.removeItem(stores[i], nodes[j]);
    }
    words(native.cookie(document), (line) => {
      const [, pair] = native.exec(/([^=;]*)/, line);
      if (isRefused('c', pair)) {
        for (let m = location.hostname; m; m = (native.exec(/\.(.+)/, m) || [])[1]) words('; ;domain=' + m, (rest) => native['=cookie'](document, pair + '=;max-age=0;path=/' + (location.protocol === 'https:' ? ';secure' : '') + rest));
      }
    });
    try {
      const nodes = await indexedDB.databases(), names = await caches.keys();
      for (let i = 0; nodes[i]; i++) if (isRefused('k', nodes[i].name)) indexedDB.deleteDatabase(nodes[i].name);
      for (let i = 0; names[i]; i++) if (isRefused('k', names[i])) caches.delete(names[i]);
    } catch { /* closed to the page */ }
  };
  const update = async () => {
    const answer = await fetch(account, { __proto__: null, cache: 'no-store', credentials: 'same-origin' });
    if (!native.ok(answer)) return;
    reset(await native.text(answer));
    if (table) load(JSON.parse(native.exec(/=(.*)/, await native.text(await fetch(table, { __proto__: null })))[1]), builtIn);
    tidy();
  };

  for (let node = script; node && (node === script || node.t); node = node.previousElementSibling) {
    intro = node.outerHTML.replace(' nonce=""', '').replace('<script', script.nonce ? '<script nonce="' + script.nonce + '"' : '<script') + intro;
    if (node.t) load(node.t, builtIn);
  }
  reset(begin);
  install(window);
  document.addEventListener('consent:change', (event) => {
    const fresh = update();
    if (event.wait) event.wait(fresh);
  });
  if (consentAsks) update();
  else tidy();
})();
