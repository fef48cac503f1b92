<%@ page contentType="text/html;charset=UTF-8" session="false" %><section>
<jsp:include page="cookie.jsp" flush="false"/>
</section>
