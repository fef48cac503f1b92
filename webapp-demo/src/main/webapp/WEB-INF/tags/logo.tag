<%@ tag pageEncoding="UTF-8" trimDirectiveWhitespaces="true" description="The company's mark." %>
<svg class="logo" viewBox="0 0 40 32" aria-hidden="true" focusable="false">
  <path class="logo-back" d="M27 29a9 9 0 0 0 1.6-17.9A11.5 11.5 0 0 0 8.3 9.2 10 10 0 0 0 9 29z"/>
  <path class="logo-front" d="M14 23h13m-4.5-5 5 5-5 5"/>
</svg>
