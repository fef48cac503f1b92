<%@ tag pageEncoding="UTF-8" trimDirectiveWhitespaces="true"
    description="The tracker, on every page: by Cookieward's tags, or bare where the filter is off." %>
<%@ taglib prefix="c" uri="jakarta.tags.core" %>
<%@ taglib prefix="consent" uri="cookieward.tags" %>
<c:set var="about" value="v=${visitor}@${root}"/>
<c:choose>
  <c:when test="${enforced}">
    <consent:script service="lumentrail" src="${tracker}/tag.js?${about}&scope=${empty root ? '/' : root}" async="true"/>
    <consent:granted service="lumentrail"><img class="pixel" src="${tracker}/pixel.gif?${about}" width="1" height="1" alt=""></consent:granted>
  </c:when>
  <c:otherwise>
    <script src="${tracker}/tag.js?${about}&amp;scope=${empty root ? '/' : root}" async></script>
    <img class="pixel" src="${tracker}/pixel.gif?${about}" width="1" height="1" alt="">
  </c:otherwise>
</c:choose>
