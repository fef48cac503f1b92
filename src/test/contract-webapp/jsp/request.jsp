<%@ page contentType="text/plain;charset=UTF-8" session="false" %>ga: ${cookie._ga.value}; own: ${cookie.own_essential.value}; field: ${header.cookie}
