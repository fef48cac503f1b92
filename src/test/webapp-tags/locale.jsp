<%@ taglib prefix="fmt" uri="jakarta.tags.fmt" %><%@ taglib prefix="consent" uri="cookieward.tags" %><fmt:setLocale value="ar-EG"/><consent:banner/>
