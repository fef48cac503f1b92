<%@ page contentType="text/html;charset=UTF-8" %><!DOCTYPE html>
<html lang="en"><head><title>Session</title></head><body><%= session.isNew() ? "new" : "known" %></body></html>
