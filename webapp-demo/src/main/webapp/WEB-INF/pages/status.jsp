<%@ page session="false" %>
<%@ taglib prefix="c" uri="jakarta.tags.core" %>
<%@ taglib prefix="consent" uri="cookieward.tags" %>
<%@ taglib prefix="nimbus" tagdir="/WEB-INF/tags" %>
<nimbus:page title="System status" current="status">
  <h1>All is well up there</h1>
  <p class="lead">Four services, asked a moment ago on another thread.</p>
  <ul class="status">
    <li><svg viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="m5 13 5 5 9-12"/></svg><strong>Storage</strong> <span>works</span></li>
    <li><svg viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="m5 13 5 5 9-12"/></svg><strong>Keeping in step</strong> <span>works</span></li>
    <li><svg viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="m5 13 5 5 9-12"/></svg><strong>Signing in</strong> <span>works</span></li>
    <li><svg viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="m5 13 5 5 9-12"/></svg><strong>Weather</strong> <span>partly cloudy</span></li>
  </ul>
</nimbus:page>
