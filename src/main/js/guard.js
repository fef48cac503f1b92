/* Runs before every script of the page and keeps back what the server cannot see: docs/guard.md says what and how. */
(() => {
  'use strict';
  /* Natives, taken before anybody can replace them: later nothing is found by way of a prototype, nor by an iterator. */
  const { Reflect: { apply: run, construct: make, getOwnPropertyDescriptor: describe, defineProperty: define, getPrototypeOf: above, ownKeys: keys }, document, origin, fetch, setTimeout, console, trustedTypes, Proxy, Event, URL, RegExp, Array: { from, isArray }, Blob, XMLHttpRequest, JSON: { parse, stringify }, atob, unescape, escape, encodeURIComponent, Response: { error } } = self;
  const search = RegExp.prototype.exec;
  /** @noinline */
  const find = (pattern, text) => run(search, pattern, [text]);
  const words = (text, see) => { for (let m, r = /[^ ]+/g; (m = find(r, text));) see(m[0]); };
  const each = (pattern, see, owner) => {
    const names = owner ? keys(owner) : [];
    for (let i = 0; typeof names[i] === 'string'; i++) if (find(pattern, names[i])) see(names[i]); // symbols come last
  };
  /* What each of these has is called by its name; where one before it has that too, by both: Headers.get. */
  const native = { __proto__: null };
  words('Element Attr Node ShadowRoot EventTarget Event NavigateEvent NavigationDestination MutationObserver MutationRecord HTMLTemplateElement Range TreeWalker URL IDBTransaction XMLHttpRequest IDBRequest IDBFactory CacheStorage WeakMap Response Headers Request TrustedTypePolicy TrustedTypePolicyFactory Document String Blob', (kind) => {
    const owner = self[kind]?.prototype;
    each(/^(?!on|aria)/, (name) => { // the walk takes time, and nobody calls those
      const descriptor = { __proto__: null, ...describe(owner, name) };
      native[name in native ? kind + '.' + name : name] = (node, ...a) => run(a.length && descriptor.set || descriptor.value || descriptor.get, node, a);
    }, owner);
  });

  /* A port that browsers refuse: what goes there fails as a blocked request does, and nothing leaves. */
  const NOWHERE = 'https://consent.invalid:1/', NOTHING = 'data:,/';
  const fetches = /^(.+:)?(src(set)?|href|data|poster|ping|(form)?action|background|imagesrcset|attributionsrc|to|from|by|values)$/i, paints = /^()(content|style|cursor|mask|clip-path|fill|filter|stroke|marker.*)$/i, styles = /url\(|[\\\x22\x27]/i, said = { __proto__: null };
  /* What something of ours stands for; what is guarded already, or let pass, stands for itself. And what is begun. */
  const kept = new WeakMap(), unended = new WeakMap();
  const inert = document.implementation.createHTMLDocument('').createElement('template');
  const own = document.currentScript, { base, dataset: { consentGuard: begin, consentState: account, consentAsks: asks, consentImports: inline } } = own;
  const { createObjectURL } = URL, blobs = { __proto__: null };
  const here = native.hostname(new URL(base || native.baseURI(document)));
  let rules, state, stores, policy, intros, kind = '', intro = '', table = '';
  try { stores = { __proto__: null, localStorage, sessionStorage }; } catch { /* closed to the page */ }
  const trust = (text, kind = 'createHTML') => policy ? native[kind](policy, text) : text;
  try {
    const see = (text) => text;
    policy = trustedTypes.createPolicy('cookieward', { createHTML: see, createScriptURL: see, createScript: see });
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
  const refused = (key) => (state[whose('k' + key)] || '-') === '-';
  const tidy = (text) => {
    if (!find(/\n-/, text)) return;
    const drop = async (list, remove) => {
      try {
        const found = await list();
        for (let i = 0; i < found.length; i++) if (refused(found[i])) remove(found[i]);
      } catch { /* closed to the page */ }
    };
    for (const name in stores) drop(() => keys(stores[name]), (key) => delete stores[name][key]);
    drop(async () => from(await native.databases(indexedDB), ({ name }) => name), (key) => native.deleteDatabase(indexedDB, key));
    drop(() => native.keys(caches), (key) => native.delete(caches, key));
  };
  const reset = (text) => {
    const m = find(/^([^]*data-consent-guard=")[^"]*([^]*)/, intro);
    if (m) intros = [intro = m[1] + text + m[2], encodeURIComponent(intro), intros]; // there is no quote in it
    rules = 0;
    state = { __proto__: null };
    load(table + text);
    tidy(text);
    if (merges) resolve();
  };
  /* What scripts import goes by no native. So what is withheld resolves to nothing, by an import map, where browsers merge it with those of the
     page: since Atomics.pause came, but for Firefox. What is granted later resolves again for who has a scope of its own, which goes before. */
  const merges = inline && self.Atomics?.pause && !self.InternalError && (policy || !native.isHTML), place = find(/(.*\/)?[^:]*(.*)/, origin);
  let shut;
  const resolve = () => {
    const before = shut, open = {}, scopes = { [origin + '/']: open, ['blob:' + origin + '/']: open }, node = document.createElement('script');
    shut = {};
    for (let rule = rules; rule; rule = rule[2]) redo(/[(|](\w[^(|/]*)([^(|]*)\(\?!/g, rule[0].source, (m) => {
      for (let i = 0, granted = state[rule[1]] === '+'; i < 2; i++) {
        const key = redo(/[^\\]+/g, (i ? place[1] + m[1] + place[2] : 'https://' + m[1]) + m[2] + '/', (m) => m[0]);
        if (key in shut) continue;
        shut[key] = granted ? m[2] ? key : undefined : NOTHING;
        if (granted && before?.[key] === NOTHING) scopes[key] = { [key]: open[key] = key };
      }
    });
    node.type = 'importmap';
    node.nonce = own.nonce;
    /* Without a text first: where a window around has guarded this one already, it would hold back a map that names such hosts. */
    native.appendChild(document.documentElement, node);
    node.text = trust(stringify(before ? { scopes } : { imports: shut }), 'createScript');
    node.type = '';
    node.remove();
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
  const hold = (text, beyond) => {
    const group = whose(text);
    if (state[group] === '+' && !(beyond && group === 'category policy')) return;
    said[group] ||= !console.info('Cookieward withholds', text, group);
    return group;
  };
  const holdUrl = (text, beyond, away) => {
    try {
      text = new URL(text, base || native.baseURI(document));
      const name = native.hostname(text), same = name === here;
      return name && !(same && away) && hold('a' + (same ? '//' : '') + name + native.pathname(text), beyond && !same);
    } catch { /* no address: nothing is fetched */ }
  };
  /* An address as the browser reads it, where it is a document or a script by itself: its type, whether it is in base64, and the text. */
  const plain = (text) => {
    try {
      return find(/^[^\/?#]*:/, text) && find(/^(?:javascript:|data:([^,;]*)[^,]*?(;\s*base64\s*)?,)([^]*)/i, native.href(new URL(text)));
    } catch { return null; }
  };
  /* How much of a document, or of an address that is one, is the guard, with a state that it had here. */
  const begun = (text, i) => {
    for (let entry = intros; entry; entry = entry[2]) if (native.startsWith(text, entry[i])) return entry[i].length;
  };
  /* The same for a text in which there may be addresses: srcset, ping, CSS. */
  const holdAny = (text, beyond) => {
    let group = holdUrl(text, beyond), r = /[^\s\x22\x27(),;]*[:/\\][^\s\x22\x27(),;]*/g, m = plain(text);
    if (m) {
      r = /[^\s\x22\x27(),;<>=]*[/\\]{2}[^\s\x22\x27(),;<>=]*/g;
      try { text = (m[2] ? atob : unescape)(native.slice(m[3], begun(m[3], 1))); } catch { /* no text */ }
    }
    for (; !group && (m = find(r, text));) group = holdUrl(m[0], beyond);
    /* Once more as CSS reads it, which has escapes, and as browsers read addresses: without tabs and ends of lines. */
    return group || find(/\\|[\w./:][\t\r\n]+[\w./:]/, text) && holdAny(redo(/\\([\da-f]{1,6})\s?|\\([^]?)|[^\\\t\r\n]+/gi, text, (m) => native.trim(m[1] ? unescape('%u' + native.slice('000' + m[1], -4)) : m[2] ?? m[0])), beyond);
  };
  const redo = (pattern, text, see) => {
    let inner = '', m;
    for (; (m = find(pattern, text));) inner += see(m);
    return inner;
  };
  /* A style sheet without its comments, and without what selectors compare with. */
  const bare = (text) => find(/\/\*|=\s*["\x27][^"\x27]*\/\//, text) ? redo(/(\/\*[^]*?(?:\*\/|$)|=\s*(?:"[^"\\\n\r\f]*"|\x27[^\x27\\\n\r\f]*\x27))|"(\\[^]|[^"\\\n\r\f])*"?|\x27(\\[^]|[^\x27\\\n\r\f])*\x27?|\(\s*[^\s"\x27)]*|[^]/g, text, (m) => m[1] ? '' : m[0]) : text;

  /* An argument as it will be read, once. */
  const fixed = (argument) => argument == null || native.isHTML?.(trustedTypes, argument) || native.isScriptURL?.(trustedTypes, argument) ? argument : argument + '';
  const safe = (argument) => {
    let text;
    try { text = native['Request.url'](argument); } catch { text = argument = fixed(argument); }
    return holdUrl(text) ? NOWHERE : argument;
  };
  /* Only a text with an address in it, or with escapes, makes a style fetch. */
  const holdStyle = (text) => find(styles, text) && holdAny(bare(text));
  const css = (argument) => holdStyle(argument += '') ? 'a{}' : argument;
  const isCss = (node) => { try { return node && native.nodeType(node) === 1 && native.localName(node) === 'style'; } catch { /* no node */ } };
  /* The style that a node is in. */
  const sheet = (node) => {
    try { return isCss(node) ? node : isCss(node = native.parentNode(node)) && node; } catch { /* no node */ }
  };
  /* A document or a worker that the page has written itself begins with the guard. */
  const wrap = (text, before, type) => {
    const entry = blobs[text];
    if (!entry) return text;
    if (!entry[1]) blobs[entry[1] = run(createObjectURL, URL, [new Blob([before, entry[0]], { type })])] = entry;
    return entry[1];
  };
  const fetched = (text) => {
    const request = new XMLHttpRequest();
    native.open(request, 'GET', text, false);
    native.send(request);
    kind = native.getResponseHeader(request, 'content-type');
    return native.responseText(request);
  };
  /* What another window, or a worker, has made is read once. */
  const blob = (text) => {
    if (!blobs[text] && find(/^blob:/, text)) try { blobs[text] = [new Blob([fetched(text)], { type: kind }), 0, kind]; } catch { /* not to be read */ }
    return blobs[text];
  };
  /* The same for one that stands in its address. */
  const ahead = (text, before) => {
    const m = plain(text);
    try {
      if (m?.[1] === undefined || !before && !find(/html/i, m[1])) return text;
      if (!before && find(/^[^,]*charset=(?!.?(utf-8|us-|iso-8859))/i, text)) return doubt() ? 'about:blank' : text;
      const inner = encodeURIComponent(before || intro), kept = m[2] ? atob(unescape(m[3])) : unescape(m[3]), result = before ? kept : clean(kept);
      return native.startsWith(m[3], inner) || begun(m[3], 1) ? text : 'data:' + m[1] + ';charset=utf-8,' + inner + (m[2] || result !== kept ? escape(result) : m[3]);
    } catch { return text; /* the browser cannot read it either */ }
  };
  /* What an object says, whatever it says of itself; objects in it are read as texts, or as they are. */
  const told = (argument, raw) => stringify(argument, { see(key) {
    const value = this[key];
    return find(/^[fo]/, typeof value) && value && !isArray(value) ? value[Symbol.iterator] ? [...value] : !raw && key && value.toString && find(/^(?!\[object)/, value + '')?.input || value : value;
  } }.see) + '';
  /* A script of which the imports are fetched before it runs. */
  const read = (argument) => {
    const text = (argument = safe(argument)) + '';
    try { return holdAny(blob(text) ? redo(/(?:import|from)[\s(]*["\x27`][^"\x27`]*/g, bare(fetched(text)), (m) => m[0] + ' ') : text) ? NOWHERE : argument; } catch { return argument; }
  };
  const code = (argument, options) => {
    const text = (argument = read(argument)) + '', line = origin + account + '?worker';
    if (blobs[text]) return trust(wrap(text, options?.type === 'module' ? 'import "' + line + '";' : 'importScripts("' + line + '");', 'text/javascript'), 'createScriptURL');
    return plain(text) ? trust(ahead(text, fetched(line) + '\n'), 'createScriptURL') : argument;
  };

  /* Whether an attribute is held back, marked as the server does it, so that consent.js makes it live. */
  const held = (node, name, text) => {
    let m = find(fetches, name) || find(paints, name);
    if (!m) return;
    name = m[2];
    const address = m[1] !== '' ? text + '' : find(/^content$/i, name) ? find(/^\s*[\d.]+[\s;,]+(?:url\s*=)?([^]*)/i, text)?.[1] : find(styles, text) && text + '';
    m = address != null && !native.get(kept, node) && !find(/^a(rea)? href (?!j)/i, native.localName(node) + ' ' + name + ' ' + plain(text)?.[0]) && holdAny(address, find(/connect|dns/i, native.getAttribute(node, 'rel') || ''));
    if (!m) return;
    native.setAttribute(node, 'data-consent-' + name, text);
    return mark(node, name, m);
  };
  const mark = (node, name, group) => {
    const m = find(/(\w+) (.*)/, group);
    native.setAttribute(node, 'data-consent-held', (native.getAttribute(node, 'data-consent-held') || '') + ' ' + name);
    native.setAttribute(node, 'data-consent-' + m[1], m[2]);
    setTimeout(() => native.dispatchEvent(node, new Event('error')));
    return 1;
  };
  /* A style sheet, or rules of what to fetch ahead, that becomes mere text. */
  const still = (node, text) => {
    const type = native.getAttribute(node, 'type') || '', speculates = find(/speculationrules|importmap/i, type);
    if (type === 'text/plain' || !speculates && !find(/module/i, type) && !isCss(node)) return;
    text ??= native.textContent(node);
    try { if (speculates) text = stringify(parse(text)); } catch { /* the browser cannot read it either */ }
    const group = holdAny(bare(text), speculates) || speculates && find(/selector_m|:\/\/[^"/]*\*/, text) && doubt();
    if (!group) return;
    if (type) native.setAttribute(node, 'data-consent-type', type);
    native.setAttribute(node, 'type', 'text/plain');
    return mark(node, '', group);
  };
  /* A text beside what a style has already: it may end, or begin, an address of that. */
  const joined = (node, text) => {
    const kept = native.textContent(node);
    still(node, native.slice(kept, -400) + text + native.slice(kept, 0, 400));
  };
  const doubt = () => { for (const key in state) if (key[0] === 'c' && state[key] !== '+') return key; };
  /* What answers for a service's globals while its script is held: nothing, whatever is asked of it. What waits for an answer need not. */
  const nobody = new Proxy(function () {}, {
    __proto__: null,
    get: (store, key) => typeof key === 'symbol' || key in store || key === 'then' ? store[key] : nobody,
    set: () => true,
    construct: () => nobody,
    apply: (store, self, a) => {
      try { call(a, 2); } catch { /* not to be looked into */ }
      return nobody;
    }
  });
  const call = (a, depth) => {
    for (const key in a) {
      if (typeof a[key] === 'function') find(/callback( |$)/i, key + ' ' + a[key - 1]) && setTimeout(a[key]);
      else if (depth && typeof a[key] === 'object') call(a[key], depth - 1);
    }
  };
  const look = (node) => {
    let found;
    try {
      if (native.nodeType(node) === 7) return holdAny(native.textContent(node)) && !native.textContent(node, '');
      if (native.nodeType(node) !== 1) return;
      const names = native.getAttributeNames(node), name = native.localName(node);
      for (let i = 0; names[i]; i++) {
        const text = native.getAttribute(node, names[i]);
        if (names[i] === 'data-consent-globals' && name === 'script') words(text, (global) => global in self || (self[global] = nobody));
        const inner = within(names[i], text, node);
        if (held(node, names[i], text)) native.removeAttribute(node, names[i], found = 1);
        else if (inner !== text) native.setAttribute(node, names[i], inner, found = 1);
      }
      if (find(/^s(tyle|cript)$/, name)) found = still(node) || found;
      if (name === 'template') found = sweep(native.content(node)) || found;
    } catch { /* no node, or none of HTML */ }
    return found;
  };
  const sweep = (node) => {
    let found;
    try {
      const type = node && typeof node !== 'string' && native.nodeType(node);
      if (type && type !== 3) for (const walker = native.createTreeWalker(document, node, 65); node; node = native.nextNode(walker)) found = look(node) || found;
    } catch { /* no node */ }
    return found;
  };
  const clean = (argument, node) => {
    argument = fixed(argument);
    if (node && isCss(node)) still(node, argument + '');
    try {
      if (!find(/[^<]\/[^>\s]|[\\&]|srcdoc/i, argument)) return argument;
      native.innerHTML(inert, argument);
    } catch { return argument; /* the browser refuses it again */ }
    return sweep(native.content(inert)) ? trust(native.innerHTML(inert)) : argument;
  };
  /* A document within the page begins with the guard. */
  const within = (name, argument, node) => {
    if (find(/^srcdoc$/i, name)) return begun(argument, 0) ? argument : trust(intro + clean(argument));
    if (!find(/^(src|data)$/i, name)) return argument;
    const entry = !node || find(/frame|object|embed/, native.localName(node)) ? blob(argument) : blobs[argument];
    if (!entry) return ahead(argument);
    if (find(/xml/, entry[2])) try { return holdAny('data:,' + escape(fetched(argument))) ? 'about:blank' : argument; } catch { return argument; }
    if (!find(/html/, entry[2])) return argument;
    if (!entry[1]) try {
      entry[0] = new Blob([clean(fetched(argument))], entry[0]);
    } catch { /* not to be read: the guard alone */ }
    return wrap(argument, '<!doctype html>' + intro, 'text/html;charset=utf-8');
  };

  /* What stands for something of the browser's own that is written to by its properties. */
  const veil = (store, traps) => {
    let entry = native.get(unended, store);
    if (!entry && store) {
      native.set(unended, store, entry = new Proxy(store, traps));
      native.set(kept, entry, store);
    }
    return entry || store;
  };
  const bared = (store) => native.get(kept, store) || store;
  const STYLED = 'HTMLElement SVGElement MathMLElement CSSStyleRule CSSFontFaceRule CSSKeyframeRule CSSPageRule CSSNestedDeclarations';
  const stored = { __proto__: null, defineProperty: (store, key, descriptor) => typeof key === 'string' && hold('k' + key) ? true : define(store, key, descriptor) };
  const styled = { __proto__: null, get: (store, key) => store[key], set: (store, key, text) => {
    if (!holdStyle(text = fixed(text))) store[key] = text;
    return true;
  } };

  /* Guards the page, or a document within it that has natives of its own. */
  const install = (node) => {
    let root;
    try {
      if (node.defaultView === null) return; // a document that loads nothing
      node = node.defaultView || node;
      root = node.document || node;
      if (native.get(kept, root)) return;
      native.set(kept, root, root);
    } catch { return; }
    const on = (types, names, see, only) => words(types, (kind) => (typeof names === 'string' ? words : each)(names, (name) => {
      let owner = node[kind]?.prototype;
      owner = owner && name in owner ? owner : node[kind];
      const descriptor = { __proto__: null, ...owner && describe(owner, name) }, part = only || (descriptor.value ? 'value' : descriptor.set ? 'set' : 'get'), original = descriptor[part];
      if (!original) return;
      const proxy = descriptor[part] = new Proxy(original, {
        __proto__: null,
        apply: (original, self, a) => see(a, self, name, (self, a) => run(original, self, a)),
        construct: (original, a, fresh) => see(a, 0, name, (self, a) => make(original, a, fresh))
      });
      if (proxy.prototype?.constructor === original) proxy.prototype.constructor = proxy;
      define(owner, name, descriptor);
      native.set(kept, proxy, original);
    }, node[kind]?.prototype));
    /* Arguments, or the one at an index, are looked at before; frames are guarded after. */
    const map = (types, names, see, index) => on(types, names, (a, self, name, go) => {
      for (let i = 0; i < a.length; i++) if (index === undefined || i === index) a[i] = see(a[i], self);
      const result = go(self, a);
      adopt(node);
      return result;
    });
    /* What is held back is not done; the answer is then the one here. */
    const before = (types, names, see, answer) => on(types, names, (a, self, name, go) => see(a, self, name, go) ? answer : go(bared(self), a));
    const assign = (a, self, i, name) => held(self, name, a[i] = within(name, fixed(a[i]), self));

    /* Libraries ask functions whether they are the browser's own, and of what name. */
    before('Function', 'toString', () => 0);
    /* What is held back becomes a deletion, so that deletions pass. */
    on('Document', 'cookie', (a, self, name, go) => {
      const m = find(/[ \t]*(?:([^=;\n\r\0]*?)[ \t]*=)?[^\n\r\0]*/, a[0] + '');
      go(self, [m[0] + (hold('c' + (m[1] || '')) ? ';max-age=0' : '')]);
    });
    on('CookieStore', 'set', async (a, self, name, go) => {
      if (!hold('c' + (a.length > 1 ? a[0] += '' : (a[0] = { __proto__: null, ...a[0] }).name += ''))) await go(self, a);
    });
    before('Storage CSSStyleDeclaration', /Item$|^(key|clear|length|item|getPro|removeP)/, (a, self, name) => name === 'setItem' && hold('k' + (a[0] += '')));
    on('self StorageEvent', 'localStorage sessionStorage storageArea', (a, self, name, go) => veil(go(self, a), stored));
    before('self StorageEvent', 'StorageEvent initStorageEvent', (a) => {
      for (let i = 0; i < a.length; i++) a[i] = bared(a[i]);
      if (a[1]?.storageArea) a[1] = { __proto__: null, ...a[1], storageArea: bared(a[1].storageArea) };
    });
    on('CacheStorage StorageBucketManager FileSystemHandle FileSystemFileHandle FileSystemDirectoryHandle', /^(open|get.+Handle|move)/, (a, self, name, go) => {
      const moves = name === 'move', i = moves ? a.length - 1 : 0;
      return go(moves && typeof a[i] === 'object' || !hold('k' + (a[i] += '')) ? self : null, a);
    });
    on('WindowClient Clients', 'navigate openWindow', (a, self, name, go) => go(holdUrl(a[0] += '', 0, 1) ? null : self, a));
    /* The older file system tells nobody what it is given: no other kind of it than these two is there. */
    each(/^webkitRe.+File/, (name) => before('self', name, (a) => {
      if (doubt()) a[0] = 9;
    }), node);
    /* What is aborted while it is made never was. */
    on('IDBFactory', 'open', (a, self, name, go) => {
      if (!hold('k' + (a[0] += ''))) return go(self, a);
      const request = go(self, ['cookieward']);
      native.addEventListener(request, 'upgradeneeded', (event) => {
        native.stopImmediatePropagation(event);
        native.abort(native.transaction(request));
      });
      return request;
    });

    map('self WorkerGlobalScope ServiceWorkerContainer Navigator Cache', 'add fetch fetchLater register sendBeacon WebSocket WebSocketStream WebTransport EventSource Audio', safe, 0);
    map('WorkerGlobalScope', 'importScripts', safe);
    map('Worklet', 'addModule', read, 0);
    before('self', 'Worker SharedWorker', (a) => {
      if (a[1]?.type) a[1] = { __proto__: null, ...a[1], type: a[1].type + '' };
      if (a.length) a[0] = code(a[0], a[1]);
    });
    on('URL', 'createObjectURL revokeObjectURL', (a, self, name, go) => {
      if (name[0] === 'r') delete blobs[a[0] += ''];
      const result = go(self, a);
      try { blobs[result] = [a[0], 0, native['Blob.type'](a[0])]; } catch { /* no blob, or revoked */ }
      return result;
    });
    before('self RTCPeerConnection', 'RTCPeerConnection webkitRTCPeerConnection setConfiguration', (a) => {
      if (a[0]) {
        const text = stringify((a[0] = { __proto__: null, ...a[0] }).iceServers) || '[]';
        a[0].iceServers = parse(text);
        if (redo(/(?:stun|turn)s?:([^\s:?"]+)/gi, text, (m) => holdUrl('https://' + m[1], 1) || '')) a[0].iceServers = [];
      }
    });
    /* Where a service worker answers with a redirect. */
    on('self Response', 'Response redirect', (a, self, name, go) => {
      const result = go(self, a), text = native['Headers.get'](native.headers(result), 'location');
      return text && holdUrl(text) ? error() : result;
    });
    map('XMLHttpRequest', 'open', safe, 1);
    const many = (list) => typeof list === 'object' ? from(list, safe) : safe(list);
    map('Cache', 'addAll', many, 0);
    map('BackgroundFetchManager', 'fetch', many, 1);
    map('CSSStyleSheet CSSGroupingRule CSSKeyframesRule CSSStyleRule', /^(insert|append|add|replace)/, css);
    map('self', 'FontFace', css, 1);
    on('Document', 'execCommand', (a, self, name, go) => {
      if (find(/^insert[hi]/i, a[0] += '')) a[2] = clean(safe(a[2]));
      const result = go(self, a);
      adopt(node);
      return result;
    });
    on(STYLED, 'style', (a, self, name, go) => veil(go(self, a), styled), 'get');
    before('CSSStyleDeclaration StylePropertyMap SVGAnimatedString ' + STYLED, 'setProperty cssText style set append baseVal', (a, self, name) => {
      for (let i = 0; i < a.length; i++) if ((name[0] === 'b' ? holdAny : holdStyle)(a[i] = fixed(a[i]))) return 1;
    });
    /* The site of a passkey is asked whether it knows this one. */
    before('CredentialsContainer PublicKeyCredential', 'get create signalUnknownCredential signalAllAcceptedCredentials signalCurrentUserDetails', (a) => {
      const text = told(a[0]) + told(a[0], 1), name = find(/"rp(?:Id|":{[^}]*"id)":"([^"]+)/, text)?.[1];
      if (holdAny(text) || name && holdUrl('https://' + name, native.slice('.' + here, ~name.length) !== '.' + name)) a[0] = [];
    });
    before('self Element KeyframeEffect CSS', 'PaymentRequest KeyframeEffect animate setKeyframes registerProperty', (a, self, name) => {
      const i = +(name[0] === 'K');
      if (a[i]) {
        const text = told(a[i]);
        a[i] = holdAny(text) ? null : parse(text);
      }
    });
    on('Element', 'attributes', (a, self, name, go) => {
      const result = go(self, a);
      native.set(unended, result, self);
      return result;
    });
    before('Element NamedNodeMap', /^set(AttributeNode|NamedItem)/, (a, self) => held(native.get(unended, self) || self, native.name(a[0]), native.value(a[0])), null);
    on('Element', 'attachShadow', (a, self, name, go) => {
      const result = go(self, a);
      watch(result);
      return result;
    });
    before('Node HTMLElement Attr CharacterData', /^(textC|innerT|nodeV|value$|data$|(app|ins|repl).+Data)/, (a, self, name, go) => {
      for (let i = 0; i < a.length; i++) a[i] = fixed(a[i]);
      const kind = native.nodeType(self), owner = kind === 2 ? native.ownerElement(self) : kind > 2 ? native.parentNode(self) : self;
      if (kind === 2) return owner && held(owner, native.name(self), a[0]);
      if (kind === 7 || isCss(owner)) {
        const copy = native.cloneNode(self);
        go(copy, a);
        return kind === 7 ? holdAny(native.textContent(copy)) : joined(owner, native.textContent(copy));
      }
    });
    before('Element', 'setAttribute setAttributeNS', (a, self, name) => {
      const i = name === 'setAttribute' ? 1 : 2;
      return assign(a, self, i, a[i - 1] += '');
    });
    before('ProcessingInstruction', 'setAttribute', (a) => holdAny(a[1] = fixed(a[1])));
    const put = (a, self, name) => assign(a, self, 0, name);
    before('HTMLMetaElement HTMLIFrameElement', 'content srcdoc', put);
    each(/^HTML.+Element$/, (kind) => before(kind, fetches, put), node);

    const types = 'Node Element Document DocumentFragment CharacterData ShadowRoot Range ';
    on(types, /^(app|ins|repl|prep|bef|aft|moveB|surr|adop|imp)/, (a, self, name, go) => {
      const owner = sheet(find(/sertN|nts$/, name) ? native.commonAncestorContainer(self) : self);
      let text = '';
      for (let i = 0; i < a.length && !(i && find(/Before|Child$/, name)); i++) {
        sweep(a[i]);
        if (owner && (i || !find(/Adj/, name))) try { text += native.textContent(a[i]); } catch { text += a[i] = fixed(a[i]); }
      }
      if (owner) joined(owner, text);
      const result = go(self, a);
      adopt(node);
      return result;
    });
    map(types, 'innerHTML outerHTML setHTML setHTMLUnsafe createContextualFragment parseHTMLUnsafe', clean, 0);
    /* A tag that is not whole yet waits for the next piece. */
    on('Document', 'write writeln', (a, self, name, go) => {
      let text = native.get(unended, self) || '', m;
      for (let i = 0; i < a.length; i++) text += fixed(a[i]);
      m = find(/^([^]*?)(<((?:style|script)\b(?![^]*<\/s)[^]*|[a-z\/][^>\x22\x27]*(\x22[^\x22]*\x22[^>\x22\x27]*|\x27[^\x27]*\x27[^>\x22\x27]*)*(\x22[^\x22]*|\x27[^\x27]*)?)?)?$/i, text);
      native.set(unended, self, m[2] && m[2] + (name[5] ? '\n' : ''));
      go(self, [trust(clean(m[1]) + '')]);
      adopt(node);
    });
    map(types, 'insertAdjacentHTML', clean, 1);
    on('HTMLIFrameElement HTMLFrameElement HTMLObjectElement self Document', 'contentWindow contentDocument open', (a, self, name, go) => {
      if (a[0] !== undefined && (holdUrl(a[0] = within('src', a[0] + ''), 0, 1) || plain(a[0]) && holdAny(a[0]))) return null;
      /* Whom a window's features tell of it. */
      if (a[2]) a[2] = redo(/attr[^\s,=]*[\s=]*([^\s,]*)|[^]/gi, a[2] + '', (m) => m[1] && holdAny(unescape(m[1])) ? '' : m[0]);
      const result = go(self, a);
      install(result);
      return result;
    });
    /* A promise is kept to us first. */
    on('DocumentPictureInPicture DocumentPictureInPictureEvent', 'window requestWindow', (a, self, name, go) => {
      const result = go(self, a);
      install(result);
      (async () => install(await result))();
      return result;
    });
    /* A link that nobody but a script clicks. */
    before('HTMLElement EventTarget', 'click dispatchEvent', (a, self, name) => {
      try {
        const found = (name === 'click' || native.type(a[0]) === 'click') && (native.closest(self, 'a,area') || native.closest(native.host(native.getRootNode(self)), 'a,area'));
        const text = found && (native.getAttribute(found, 'href') || native.getAttribute(found, 'xlink:href'));
        if (text && holdUrl(text, 0, 1)) return 1;
        if (text && native.getAttribute(found, 'download') === null) {
          const inner = within('src', text);
          if (inner !== text) native.setAttribute(found, 'href', inner);
        }
      } catch { /* no element */ }
    }, false);
    if (!node.MutationObserver) return;
    if (node.navigation) native.addEventListener(node.navigation, 'navigate', (event) => {
      const text = native.url(native.destination(event)), inner = native.downloadRequest(event) === null ? within('src', text) : text;
      if (inner !== text || !native.userInitiated(event) && holdUrl(text, 0, 1)) native.preventDefault(event);
      if (inner !== text) node.location = inner;
    });
    const observer = new node.MutationObserver((found) => {
      for (let i = 0, last; found[i]; i++) {
        const names = native.addedNodes(found[i]), target = native['MutationRecord.target'](found[i]);
        if (target !== last) look(last = target);
        for (let j = 0; names[j]; j++) sweep(names[j]);
      }
      adopt(node);
    }), watch = (root) => native.observe(observer, root, { __proto__: null, subtree: true, childList: true, attributes: true });
    watch(root);
    /* Frames that have just come, or that lead to a document of another kind. */
    native.addEventListener(root, 'load', () => adopt(node), true);
  };
  /* A page cannot hide frames from their indices. A window of another origin has no prototype; to ask it for more is slow, since that throws. */
  const adopt = (node) => {
    try {
      for (let i = 0; above(node) ? node[i] : i < node.length; i++) {
        if (above(node[i])) install(node[i]);
        adopt(node[i]);
      }
    } catch { /* no longer there */ }
  };

  const update = async () => {
    try {
      const answer = await native.text(await fetch(origin + account, { __proto__: null, cache: 'no-store' }));
      if (find(/^\?service/, answer)) reset(answer);
    } catch { /* without an answer all stays as it is */ }
  };
  for (let node = own; node && (node === own || node.t); node = node.previousElementSibling) {
    intro = node.outerHTML.replace('nonce=""', 'nonce="' + own.nonce + '"').replace('src="/', 'src="' + origin + '/') + intro;
    table += node.t || '';
  }
  reset(begin);
  install(self);
  /* What a visitor wants once, by a press on its placeholder; the press of a script is none. */
  if (self.Element) document.addEventListener('click', (event) => {
    const node = event.isTrusted && native.target(event);
    if (!node || !native.closest(node, '[data-consent-once]')) return;
    const content = native.nextElementSibling(native.closest(node, '.cookieward-embed'));
    native.set(kept, content, content);
  }, true);
  document.addEventListener('consent:change', (event) => {
    const answer = update();
    if (event.wait) event.wait(answer);
  });
  if (asks) update();
})();
