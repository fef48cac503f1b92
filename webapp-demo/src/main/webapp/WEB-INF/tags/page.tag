<%@ tag pageEncoding="UTF-8" trimDirectiveWhitespaces="true" description="The layout of every page." %>
<%@ attribute name="title" required="true" %>
<%@ attribute name="current" required="false" description="The navigation's entry that this page is." %>
<%@ taglib prefix="c" uri="jakarta.tags.core" %>
<%@ taglib prefix="consent" uri="cookieward.tags" %>
<%@ taglib prefix="nimbus" tagdir="/WEB-INF/tags" %>
<!DOCTYPE html>
<html lang="en" data-theme="${theme}">
<head>
  <meta charset="UTF-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title><c:out value="${title}"/> · Nimbus Drive</title>
  <link rel="icon" href="${root}/assets/nimbus.svg" type="image/svg+xml">
  <link rel="stylesheet" href="${root}/assets/site.css">
  <consent:head/>
  <script src="${root}/assets/panel.js" defer></script>
</head>
<body>
<consent:banner/>
<a class="skip" href="#main">Skip to the content</a>
<c:if test="${not enforced}">
  <p class="warning">This copy of the site runs <strong>without</strong> Cookieward. <c:if test="${paired}"><a href="${twin}${panel.page}">Back to the protected one</a></c:if></p>
</c:if>
<div class="stage">
  <div class="site">
    <header class="top">
      <a class="brand" href="${root}/"><nimbus:logo/><span>Nimbus Drive</span></a>
      <nav aria-label="Main">
        <ul>
          <li><a href="${root}/products"<c:if test="${current == 'products'}"> aria-current="page"</c:if>>Plans</a></li>
          <li><a href="${root}/help"<c:if test="${current == 'help'}"> aria-current="page"</c:if>>Help</a></li>
          <li><a href="${root}/status"<c:if test="${current == 'status'}"> aria-current="page"</c:if>>Status</a></li>
          <c:choose>
            <c:when test="${not empty account}"><li><a href="${root}/account"<c:if test="${current == 'account'}"> aria-current="page"</c:if>>My files</a></li></c:when>
            <c:otherwise><li><a href="${root}/sign-in"<c:if test="${current == 'sign-in'}"> aria-current="page"</c:if>>Sign in</a></li></c:otherwise>
          </c:choose>
        </ul>
      </nav>
    </header>
    <main id="main" tabindex="-1">
      <jsp:doBody/>
    </main>
    <footer class="bottom">
      <p>Nimbus Drive is made up. It exists to show Cookieward at work; no files are kept here.</p>
      <ul>
        <li><a href="${root}/cookies">Cookie policy</a></li>
        <li><a href="${root}/privacy">Privacy</a></li>
        <li><a href="${root}/preferences">Appearance and language</a></li>
        <c:if test="${enforced and not empty initParam['nimbus.harbour']}"><li><consent:handOver href="${initParam['nimbus.harbour']}/">Nimbus Harbour</consent:handOver></li></c:if>
        <li><consent:settingsLink>Cookie settings</consent:settingsLink></li>
      </ul>
    </footer>
  </div>
  <aside class="panel" aria-label="Live panel of the demo">
    <details open>
      <summary><span>Behind the scenes</span></summary>
      <div class="panel-body" data-panel="${root}/panel"><nimbus:panel/></div>
      <ul class="panel-links">
        <c:if test="${paired}">
          <li><a href="${twin}${panel.page}"><c:out value="${enforced ? 'This page without the filter' : 'This page with the filter'}"/></a></li>
          <li><a href="${enforced ? root : twin}/compare">Both, side by side</a></li>
        </c:if>
        <li><a href="${root}/ways">The ways a cookie takes</a></li>
      </ul>
    </details>
  </aside>
</div>
<nimbus:measure/>
<consent:dialog/>
</body>
</html>
