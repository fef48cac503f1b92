<%@ page contentType="text/html; charset=utf-8" %><%@ taglib prefix="consent" uri="cookieward.tags" %><%
  response.setHeader("Content-Security-Policy", "default-src 'self'; script-src 'self' 'nonce-abc'");
%><!DOCTYPE html>
<html lang="en">
<head><title>Shop</title><consent:head nonce="abc"/></head>
<body>
<consent:banner/>
<main>
<consent:script category="analytics" src="first.js"/>
<consent:script service="counter" nonce="abc">document.body.dataset.ran += ' inline';</consent:script>
<consent:embed service="video" src="film.html" title="A film" width="320" height="180"/>
<consent:granted category="analytics">counted <consent:granted service="video">seen</consent:granted><consent:otherwise>unseen</consent:otherwise></consent:granted>
<consent:otherwise>uncounted <consent:granted category="essential">needed</consent:granted></consent:otherwise><consent:otherwise>once more</consent:otherwise>
analytics=${consent:isGranted(pageContext.request, 'analytics')} video=${consent:isGranted(pageContext.request, 'video')} decided=${consent:isDecided(pageContext.request)}
<consent:cookieTable/>
<consent:thirdParties/>
<consent:technologies/>
<consent:handOver href="https://b.example/x?y=1">To <b>B</b></consent:handOver><consent:handOver href="https://c.example/">To C</consent:handOver><consent:handOver href="javascript:x">Nowhere</consent:handOver>
<consent:languageChooser/>
<consent:languageChooser param="sprache"/>
</main>
<footer><consent:settingsLink/> <consent:settingsLink>Your <b>choice</b></consent:settingsLink></footer>
<consent:dialog/>
</body>
</html>
