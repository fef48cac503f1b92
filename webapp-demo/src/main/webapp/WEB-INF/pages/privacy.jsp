<%@ page session="false" %>
<%@ taglib prefix="c" uri="jakarta.tags.core" %>
<%@ taglib prefix="consent" uri="cookieward.tags" %>
<%@ taglib prefix="nimbus" tagdir="/WEB-INF/tags" %>
<nimbus:page title="Privacy">
  <div class="prose">
    <h1>Privacy</h1>
    <p class="lead">Nimbus Drive is a company that does not exist, so it knows very little about you.</p>
    <h2>What this demo keeps</h2>
    <p>While it runs, the demo remembers in memory what was withheld from your browser and what passed, so that the panel can show it. The make-believe tracker remembers what it was sent. Both forget when the demo stops. Nothing leaves your computer.</p>
    <h2>Who plays the others</h2>
    <p>Lumentrail, Reelhouse and Wayfare, the third parties on these pages, are played by a small server on your own computer, under another host name. Google Analytics and the Meta pixel are not here at all; the site only sets cookies of their names, as server-side tagging does.</p>
    <p>What each of them may store is listed in the <a href="${root}/cookies">cookie policy</a>.</p>
  </div>
</nimbus:page>
