<jsp:forward page="/page.jsp"/>
