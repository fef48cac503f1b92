// The tag of Lumentrail, the demo's tracker: remembers the browser in the site's own name, and reports.
(() => {
  const tag = document.currentScript;
  if (!tag) return;
  const source = new URL(tag.src);
  const scope = source.searchParams.get('scope') || '/';
  document.cookie = `lumentrail_id=${crypto.randomUUID().slice(0, 8)}; path=${scope}; max-age=31536000; samesite=lax`;
  navigator.sendBeacon(`${source.origin}/collect${source.search}`, JSON.stringify({ title: document.title }));
})();
