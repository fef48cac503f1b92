package io.github.cookieward.bench;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.SessionCookieConfig;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/** The least that can stand in for a container: one request at a time, and no network. */
final class LeastContainer implements FilterConfig {
  /** A filter that is none. */
  static final Filter PASSES = (request, response, chain) -> chain.doFilter(request, response);

  /** The {@code Cookie} field of the next request; null where the browser sends none. */
  String cookies;

  private Cookie[] parsed;
  private final List<String> set = new ArrayList<>();

  private final ServletOutputStream stream = new Stream();
  private int length;

  final HttpServletRequest request = new Request();
  final HttpServletResponse response = new Response();

  void begin() {
    set.clear();
    length = 0;
    if (parsed == null && cookies != null) {
      List<Cookie> all = new ArrayList<>();
      for (String pair : cookies.split("; ")) {
        int equals = pair.indexOf('=');
        all.add(new Cookie(pair.substring(0, equals), pair.substring(equals + 1)));
      }
      parsed = all.toArray(Cookie[]::new);
    }
  }

  /** What an application does with the cookies of a request. */
  void read(ServletRequest asked) {
    for (Cookie cookie : ((HttpServletRequest) asked).getCookies()) {
      if (cookie.getName().isEmpty()) {
        throw new IllegalStateException("a cookie without a name");
      }
    }
  }

  int end() {
    return set.size() + length;
  }

  private static <T> T none(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (method.getReturnType() == Enumeration.class) {
                return Collections.emptyEnumeration();
              }
              if (method.getReturnType() == SessionCookieConfig.class) {
                return none(SessionCookieConfig.class);
              }
              return method.getReturnType() == String.class ? "" : null;
            }));
  }

  private final class Request extends HttpServletRequestWrapper {
    Request() {
      super(none(HttpServletRequest.class));
    }

    @Override
    public Object getAttribute(String name) {
      return null;
    }

    @Override
    public DispatcherType getDispatcherType() {
      return DispatcherType.REQUEST;
    }

    @Override
    public boolean isAsyncStarted() {
      return false;
    }

    @Override
    public boolean isSecure() {
      return false;
    }

    @Override
    public String getServletPath() {
      return "/shop/cart";
    }

    @Override
    public String getPathInfo() {
      return null;
    }

    @Override
    public String getContextPath() {
      return "";
    }

    @Override
    public String getRequestURI() {
      return "/shop/cart";
    }

    @Override
    public String getServerName() {
      return "shop.example.com";
    }

    @Override
    public String getMethod() {
      return "GET";
    }

    @Override
    public String getHeader(String name) {
      return name.equalsIgnoreCase("Cookie") ? cookies : null;
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
      return cookies == null || !name.equalsIgnoreCase("Cookie")
          ? Collections.emptyEnumeration()
          : Collections.enumeration(Collections.singletonList(cookies));
    }

    @Override
    public Cookie[] getCookies() {
      return parsed;
    }
  }

  private final class Stream extends ServletOutputStream {
    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      throw new UnsupportedOperationException("nobody waits here");
    }

    @Override
    public void write(int b) {
      length++;
    }

    @Override
    public void write(byte[] bytes, int offset, int count) {
      length += count;
    }
  }

  private final class Response extends HttpServletResponseWrapper {
    Response() {
      super(none(HttpServletResponse.class));
    }

    @Override
    public boolean isCommitted() {
      return false;
    }

    @Override
    public String getContentType() {
      return "application/json;charset=utf-8";
    }

    @Override
    public void setContentType(String type) {
      // it is that one
    }

    @Override
    public ServletOutputStream getOutputStream() {
      return stream;
    }

    @Override
    public int getStatus() {
      return SC_OK;
    }

    @Override
    public void addHeader(String name, String value) {
      set.add(value);
    }

    @Override
    public void setHeader(String name, String value) {
      set.clear();
      if (value != null) {
        set.add(value);
      }
    }

    @Override
    public Collection<String> getHeaders(String name) {
      return set.isEmpty() ? List.of() : new ArrayList<>(set);
    }
  }

  @Override
  public String getFilterName() {
    return "cookieward";
  }

  @Override
  public ServletContext getServletContext() {
    return none(ServletContext.class);
  }

  @Override
  public String getInitParameter(String name) {
    return null;
  }

  @Override
  public Enumeration<String> getInitParameterNames() {
    return Collections.emptyEnumeration();
  }
}
