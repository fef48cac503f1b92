<%@ page contentType="text/html; charset=ISO-8859-1" session="false" %><html lang="en"><jsp:include page="old-header.jsp"/></html>
