<%@ page session="false" %>
<%@ taglib prefix="c" uri="jakarta.tags.core" %>
<%@ taglib prefix="consent" uri="cookieward.tags" %>
<%@ taglib prefix="nimbus" tagdir="/WEB-INF/tags" %>
<nimbus:page title="Going back to an earlier version" current="help">
  <div class="prose">
    <h1>Going back to an earlier version</h1>
    <p class="lead">You saved over the good one. It happens on Fridays, mostly. The good one is still there.</p>
    <ol>
      <li>Sign in, and find the file in <em>My files</em>.</li>
      <li>Open its menu, and choose <em>Versions</em>. Each one has its time, its size and the device that it came from.</li>
      <li>Choose <em>Look</em> to see a version, or <em>Bring back</em> to make it the newest. Nothing is overwritten: today's version stays in the list.</li>
    </ol>
    <h2>For how long?</h2>
    <p>Thirty days in Cirrus, a year in Cumulus, and without end in Stratus. Deleted files count as a version.</p>
    <h2>Or come by</h2>
    <p>Our help desk has a door, in a street that does not exist. The map is drawn by Wayfare, a third party, and so it waits until you want it.</p>
    <div class="film">
      <c:set var="map" value="${tracker}/map?v=${visitor}@${root}"/>
      <c:choose>
        <c:when test="${enforced}"><consent:embed service="wayfare" src="${map}" title="The way to our help desk" width="560" height="315"/></c:when>
        <c:otherwise><iframe src="${map}" title="The way to our help desk" width="560" height="315"></iframe></c:otherwise>
      </c:choose>
    </div>
  </div>
</nimbus:page>
