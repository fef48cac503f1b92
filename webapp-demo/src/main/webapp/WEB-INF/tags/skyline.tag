<%@ tag pageEncoding="UTF-8" trimDirectiveWhitespaces="true" description="The picture of the home page." %>
<svg class="skyline" viewBox="0 0 480 400" aria-hidden="true" focusable="false">
  <rect class="s-sky" width="480" height="400" rx="28"/>
  <circle class="s-sun" cx="366" cy="96" r="40"/>
  <path class="s-cloud-far" d="M96 132a22 22 0 0 0 3-43.8A31 31 0 0 0 41 82a25 25 0 0 0 2 50z"/>
  <path class="s-far" d="M0 288Q120 216 236 268T480 246V372a28 28 0 0 1-28 28H28a28 28 0 0 1-28-28Z"/>
  <path class="s-near" d="M0 340Q150 282 290 330T480 316V372a28 28 0 0 1-28 28H28a28 28 0 0 1-28-28Z"/>
  <path class="s-cloud" d="M342 232a42 42 0 0 0 6-83.5A60 60 0 0 0 236 132a48 48 0 0 0-89 14A43 43 0 0 0 152 232z"/>
  <path class="s-thread" d="M190 236v58m58-58v84m58-84v46"/>
  <g class="s-file"><path d="M166 292h36l12 12v44h-48z"/><path class="s-line" d="M176 316h28m-28 12h20"/></g>
  <g class="s-file"><rect x="220" y="318" width="58" height="46" rx="5"/><path class="s-hill" d="m224 358 16-18 11 11 9-8 14 15z"/></g>
  <g class="s-folder"><path d="M278 284h18l6 7h34v37h-58z"/></g>
</svg>
