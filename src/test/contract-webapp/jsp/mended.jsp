<%@ page contentType="text/html;charset=UTF-8" session="false" isErrorPage="true" %><%
  response.addHeader("Set-Cookie", "stats_error=jsp; Path=/");
%><p>mended</p>
