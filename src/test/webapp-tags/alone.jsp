<%@ taglib prefix="consent" uri="cookieward.tags" %><consent:otherwise>x</consent:otherwise>
