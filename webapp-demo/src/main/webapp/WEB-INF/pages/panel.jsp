<%@ page session="false" %>
<%@ taglib prefix="nimbus" tagdir="/WEB-INF/tags" %>
<!DOCTYPE html>
<html lang="en">
<head><meta charset="UTF-8"><title>Behind the scenes</title><link rel="stylesheet" href="${root}/assets/site.css"></head>
<body class="bare"><div class="panel-body"><nimbus:panel/></div></body>
</html>
