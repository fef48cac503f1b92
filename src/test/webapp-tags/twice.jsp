<%@ taglib prefix="consent" uri="cookieward.tags" %><!DOCTYPE html><html><head><consent:head/><consent:head/></head><body>
<consent:banner/><consent:banner/><consent:dialog/><consent:dialog/></body></html>
