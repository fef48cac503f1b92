<%@ page contentType="text/html; charset=utf-8" session="false" %>
<%@ taglib prefix="consent" uri="cookieward.tags" %>
<%
  response.addHeader("Set-Cookie", "harbour_stats=1; Path=/; Max-Age=31536000; SameSite=Lax");
%><!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="UTF-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Nimbus Harbour</title>
  <link rel="icon" href="${initParam['nimbus.drive']}/assets/nimbus.svg" type="image/svg+xml">
  <link rel="stylesheet" href="${initParam['nimbus.drive']}/assets/site.css">
  <consent:head/>
</head>
<body>
<consent:banner/>
<div class="site">
  <header class="top"><span class="brand">Nimbus Harbour</span></header>
  <main id="main">
    <section class="note">
      <h1>Our other site</h1>
      <p>Nimbus Harbour has a host name of its own, and so a consent cookie of its own. Who comes here from Nimbus Drive is offered to take the cookie settings along.</p>
      <consent:granted category="analytics"><p id="counted">Visits are counted here, because you agreed to it.</p></consent:granted>
      <consent:otherwise><p id="uncounted">Your visit is not counted here.</p></consent:otherwise>
      <p><consent:handOver href="${initParam['nimbus.drive']}/">Back to Nimbus Drive</consent:handOver></p>
    </section>
  </main>
  <footer class="bottom"><p><consent:settingsLink/></p></footer>
</div>
<consent:dialog/>
</body>
</html>
