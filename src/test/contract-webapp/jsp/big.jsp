<%@ page contentType="text/html;charset=UTF-8" session="false" %><!DOCTYPE html>
<html lang="en"><head><title>Big</title></head><body>
<% for (int i = 0; i < 4000; i++) { %><p class="line">Line <%= i %>, größer als jeder Puffer</p>
<% } %></body></html>
