<%@ page session="false" %>
<%@ taglib prefix="c" uri="jakarta.tags.core" %>
<%@ taglib prefix="consent" uri="cookieward.tags" %>
<%@ taglib prefix="nimbus" tagdir="/WEB-INF/tags" %>
<nimbus:page title="Side by side">
  <h1>Side by side</h1>
  <p class="lead">One site, deployed twice on this server. Only one copy has Cookieward's filter in front of it.</p>
  <c:if test="${not paired}"><p class="note">Here it is deployed only once, so both sides show the same. Start the demo by its own command to see them differ.</p></c:if>
  <form class="choice" method="get" action="${root}/compare">
    <label for="page">Page</label>
    <select id="page" name="page">
      <c:forEach items="${pages}" var="each"><option<c:if test="${each == page}"> selected</c:if>>${each}</option></c:forEach>
    </select>
    <button class="button quiet" type="submit">Show</button>
  </form>
  <c:set var="guarded" value="${enforced ? root : twin}"/>
  <c:set var="bare" value="${enforced ? twin : root}"/>
  <div class="pair">
    <section>
      <h2>With Cookieward</h2>
      <iframe data-copy src="${guarded}${page}" title="The page with Cookieward"></iframe>
    </section>
    <section>
      <h2>Without</h2>
      <iframe data-copy src="${bare}${page}" title="The page without Cookieward"></iframe>
    </section>
  </div>
  <h2>The cookies that your browser now holds for each</h2>
  <iframe class="table" data-table src="${guarded}/compare/cookies" title="Cookies of both copies"></iframe>
</nimbus:page>
