<%@ page contentType="text/html;charset=UTF-8" session="false" import="jakarta.servlet.http.Cookie" %><%
  response.addCookie(new Cookie("_ga", "jsp"));
  response.addHeader("Set-Cookie", "stats_id=jsp; Path=/");
%><p>a JSP with cookies</p>
