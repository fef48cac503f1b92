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
      <label for="language">Language of the welcome, and of all about cookies</label>
      <select id="language" name="language">
        <c:forEach items="${languages}" var="each"><option value="${each.key}" lang="${each.key}"<c:if test="${language == each.key}"> selected</c:if>><c:out value="${each.value}"/></option>
        </c:forEach>
      </select>
      <button class="button" type="submit">Save</button>
    </form>
  </div>
</nimbus:page>
