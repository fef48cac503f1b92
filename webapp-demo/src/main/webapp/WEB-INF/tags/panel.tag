<%@ tag pageEncoding="UTF-8" trimDirectiveWhitespaces="true"
    description="What was withheld from this visitor, what passed, and what the tracker received." %>
<%@ taglib prefix="c" uri="jakarta.tags.core" %>
<c:set var="withheld" value="${panel.withheld}"/>
<c:set var="passed" value="${panel.passed}"/>
<c:set var="received" value="${panel.received}"/>
<section class="withheld">
  <h2>Withheld <span class="count">${withheld.size()}</span></h2>
  <c:choose>
    <c:when test="${not enforced}"><p>Nothing. There is no filter on this copy of the site.</p></c:when>
    <c:when test="${empty withheld}"><p>Nothing yet.</p></c:when>
    <c:otherwise>
      <dl>
        <c:forEach items="${withheld}" var="event">
          <div><dt><c:out value="${event.subject}"/></dt><dd><c:out value="${event.explanation}"/></dd></div>
        </c:forEach>
      </dl>
    </c:otherwise>
  </c:choose>
</section>
<section class="passed">
  <h2>Passed <span class="count">${passed.size()}</span></h2>
  <c:choose>
    <c:when test="${empty passed}"><p>No cookie has left the server.</p></c:when>
    <c:otherwise>
      <dl>
        <c:forEach items="${passed}" var="event">
          <div><dt><c:out value="${event.subject}"/></dt><dd><c:out value="${event.explanation}"/> on <c:out value="${event.page}"/></dd></div>
        </c:forEach>
      </dl>
    </c:otherwise>
  </c:choose>
</section>
<section class="received">
  <h2>The tracker received <span class="count">${received.size()}</span></h2>
  <c:choose>
    <c:when test="${not panel.tracked}"><p>The tracker is not running.</p></c:when>
    <c:when test="${empty received}"><p>Nothing. It does not know that you are here.</p></c:when>
    <c:otherwise>
      <dl>
        <c:forEach items="${received}" var="receipt" end="7">
          <div><dt><c:out value="${receipt.kind}"/></dt><dd>from <c:out value="${receipt.page}"/>, about visitor <c:out value="${receipt.visitor}"/></dd></div>
        </c:forEach>
      </dl>
      <c:if test="${received.size() > 8}"><p>and ${received.size() - 8} more</p></c:if>
    </c:otherwise>
  </c:choose>
</section>
