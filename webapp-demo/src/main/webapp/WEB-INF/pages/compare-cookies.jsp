<%@ page session="false" %>
<%@ taglib prefix="c" uri="jakarta.tags.core" %>
<!DOCTYPE html>
<html lang="en" data-theme="${theme}">
<head>
  <meta charset="UTF-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Cookies of both copies</title>
  <link rel="stylesheet" href="${root}/assets/site.css">
</head>
<body class="bare">
<table class="tally">
  <thead><tr><th scope="col">Cookie</th><th scope="col">With</th><th scope="col">Without</th></tr></thead>
  <tbody>
    <c:forEach items="${names}" var="name">
      <tr>
        <th scope="row"><code><c:out value="${name}"/></code></th>
        <td><c:out value="${protectedNames.contains(name) ? 'yes' : '–'}"/></td>
        <td><c:out value="${unprotectedNames.contains(name) ? 'yes' : '–'}"/></td>
      </tr>
    </c:forEach>
    <c:if test="${empty names}"><tr><td colspan="3">None yet.</td></tr></c:if>
  </tbody>
  <tfoot><tr><th scope="row">In all</th><td>${protectedNames.size()}</td><td>${unprotectedNames.size()}</td></tr></tfoot>
</table>
<p><a href="${twin}/compare/cookies">Read again</a></p>
</body>
</html>
