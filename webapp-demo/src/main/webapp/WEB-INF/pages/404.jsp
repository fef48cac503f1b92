<%@ page session="false" %>
<%@ taglib prefix="c" uri="jakarta.tags.core" %>
<%@ taglib prefix="consent" uri="cookieward.tags" %>
<%@ taglib prefix="nimbus" tagdir="/WEB-INF/tags" %>
<nimbus:page title="Not found">
  <div class="lost">
    <svg viewBox="0 0 200 110" aria-hidden="true" focusable="false"><path class="cloud" d="M140 80a24 24 0 0 0 4-47.5 33 33 0 0 0-62-6.5A27 27 0 0 0 48 80z"/><path class="rain" d="M70 90v12m24-8v12m24-16v12"/></svg>
    <h1>This page has blown away</h1>
    <p class="lead">There is nothing at this address. Perhaps it was moved, or the link was misspelt.</p>
    <p><a class="button" href="${root}/">To the home page</a></p>
  </div>
</nimbus:page>
