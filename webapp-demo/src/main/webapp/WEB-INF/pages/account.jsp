<%@ page session="false" %>
<%@ taglib prefix="c" uri="jakarta.tags.core" %>
<%@ taglib prefix="consent" uri="cookieward.tags" %>
<%@ taglib prefix="nimbus" tagdir="/WEB-INF/tags" %>
<nimbus:page title="My files" current="account">
  <h1>Good to see you, <c:out value="${account}"/></h1>
  <div class="meter">
    <p id="room">12.4 of 20 GB in use</p>
    <meter min="0" max="20" value="12.4" aria-labelledby="room">12.4 of 20 GB</meter>
  </div>
  <div class="scroll" role="region" aria-labelledby="recent" tabindex="0">
    <table>
      <caption id="recent">Changed lately</caption>
      <thead><tr><th scope="col">Name</th><th scope="col">Size</th><th scope="col">Changed</th></tr></thead>
      <tbody>
        <tr><th scope="row">Analytical notes.odt</th><td>184 KB</td><td>today, 09:12</td></tr>
        <tr><th scope="row">Engine drawings</th><td>2.1 GB</td><td>yesterday</td></tr>
        <tr><th scope="row">Letters to Charles.zip</th><td>38 MB</td><td>3 November</td></tr>
        <tr><th scope="row">Bernoulli numbers.ods</th><td>61 KB</td><td>28 October</td></tr>
      </tbody>
    </table>
  </div>
  <p class="small">Your cookie settings are kept with your account: what you change in one browser holds in the others with their next page. When you sign out, this browser asks anew.</p>
  <div class="actions">
    <a class="button quiet" href="${root}/preferences">Appearance and language</a>
    <form method="post" action="${root}/sign-out"><button class="button quiet" type="submit">Sign out</button></form>
  </div>
</nimbus:page>
