package io.github.cookieward.contract.probe;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** The ways by which a servlet can send a header; each reads what to send from the query. */
enum Door {
  ADD_HEADER {
    @Override
    void open(HttpServletResponse response, String name, String value) {
      response.addHeader(name, value);
    }
  },
  SET_HEADER {
    @Override
    void open(HttpServletResponse response, String name, String value) {
      response.setHeader(name, value);
    }
  },
  ADD_INT_HEADER {
    @Override
    void open(HttpServletResponse response, String name, String value) {
      response.addIntHeader(name, Integer.parseInt(value));
    }
  },
  SET_INT_HEADER {
    @Override
    void open(HttpServletResponse response, String name, String value) {
      response.setIntHeader(name, Integer.parseInt(value));
    }
  },
  ADD_DATE_HEADER {
    @Override
    void open(HttpServletResponse response, String name, String value) {
      response.addDateHeader(name, Long.parseLong(value));
    }
  },
  SET_DATE_HEADER {
    @Override
    void open(HttpServletResponse response, String name, String value) {
      response.setDateHeader(name, Long.parseLong(value));
    }
  };

  abstract void open(HttpServletResponse response, String name, String value);

  /** Sends the header {@code name: value} of the query through the door that it names. */
  static void open(HttpServletRequest request, HttpServletResponse response) {
    String[] values = request.getParameterValues("value");
    Door door = valueOf(request.getParameter("door"));
    for (String value : values) {
      door.open(response, request.getParameter("name"), value);
    }
  }

  /**
   * Adds the cookie {@code name=value} of the query with each {@code attribute=Name:Value}, of
   * which {@code age} and {@code httpOnly} go by their own methods.
   */
  static void addCookie(HttpServletRequest request, HttpServletResponse response) {
    Cookie cookie = new Cookie(request.getParameter("name"), request.getParameter("value"));
    String[] attributes = request.getParameterValues("attribute");
    for (String attribute : attributes == null ? new String[0] : attributes) {
      String[] pair = attribute.split(":", 2);
      if (pair[0].equals("age")) {
        cookie.setMaxAge(Integer.parseInt(pair[1]));
      } else if (pair[0].equals("httpOnly")) {
        cookie.setHttpOnly(true);
      } else {
        cookie.setAttribute(pair[0], pair[1]);
      }
    }
    response.addCookie(cookie);
  }
}
