<%@ page contentType="text/html; charset=ISO-8859-1" session="false" %><%@ taglib prefix="consent" uri="cookieward.tags" %><body><consent:banner/><consent:dialog/></body>
