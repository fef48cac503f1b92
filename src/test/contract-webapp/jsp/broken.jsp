<%@ page contentType="text/html;charset=UTF-8" session="false" errorPage="mended.jsp" %>never seen
<%
  response.addHeader("Set-Cookie", "stats_id=jsp; Path=/");
  if (true) {
    throw new io.github.cookieward.contract.probe.Deliberate("in a JSP");
  }
%>
