<%@ page session="false" %>
<%@ taglib prefix="c" uri="jakarta.tags.core" %>
<%@ taglib prefix="consent" uri="cookieward.tags" %>
<%@ taglib prefix="nimbus" tagdir="/WEB-INF/tags" %>
<nimbus:page title="Appearance and language">
  <div class="narrow">
    <h1>Appearance and language</h1>
    <c:if test="${param.saved != null}">
      <p class="note" role="status">
        <c:choose>
          <c:when test="${not enforced or consent:isGranted(pageContext.request, 'preference')}">Saved. We shall remember it on your next visit.</c:when>
          <c:otherwise>Saved for this visit. You have not agreed to preference cookies, so your next visit begins afresh.</c:otherwise>
        </c:choose>
      </p>
    </c:if>
    <form class="form" method="post" action="${root}/preferences">
      <label for="theme">Appearance</label>
      <select id="theme" name="theme">
        <option value="auto"<c:if test="${theme == 'auto'}"> selected</c:if>>As my device</option>
        <option value="light"<c:if test="${theme == 'light'}"> selected</c:if>>Light</option>
        <option value="dark"<c:if test="${theme == 'dark'}"> selected</c:if>>Dark</option>
      </select>
      <label for="language">Language of the welcome</label>
      <select id="language" name="language">
        <option value="en" lang="en"<c:if test="${language == 'en'}"> selected</c:if>>English</option>
        <option value="de" lang="de"<c:if test="${language == 'de'}"> selected</c:if>>Deutsch</option>
        <option value="es" lang="es"<c:if test="${language == 'es'}"> selected</c:if>>Español</option>
      </select>
      <button class="button" type="submit">Save</button>
    </form>
  </div>
</nimbus:page>
