<%@ page contentType="text/html;charset=UTF-8" session="false" %>never seen
<jsp:forward page="cookie.jsp"/>
