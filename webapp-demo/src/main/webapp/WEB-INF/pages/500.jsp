<%@ page session="false" %>
<%@ taglib prefix="c" uri="jakarta.tags.core" %>
<%@ taglib prefix="consent" uri="cookieward.tags" %>
<%@ taglib prefix="nimbus" tagdir="/WEB-INF/tags" %>
<nimbus:page title="Something broke">
  <div class="lost">
    <svg viewBox="0 0 200 110" aria-hidden="true" focusable="false"><path class="cloud" d="M140 70a24 24 0 0 0 4-47.5 33 33 0 0 0-62-6.5A27 27 0 0 0 48 70z"/><path class="bolt" d="m100 62-12 22h14l-8 20"/></svg>
    <h1>Something broke on our side</h1>
    <p class="lead">It is not you, and your files are safe. Please try again in a minute.</p>
    <p><a class="button" href="${root}/">To the home page</a></p>
  </div>
</nimbus:page>
