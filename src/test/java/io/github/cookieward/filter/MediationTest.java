package io.github.cookieward.filter;

import static java.util.Map.entry;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.PushBuilder;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Nothing of the servlet API is open by oversight: each method is guarded, or stands here with the
 * reason why it may be open. A new version of the API fails here, and not on a site.
 */
class MediationTest {
  private static final Path NEXT_API = Path.of("target", "servlet-api-6.1");

  /** The versions of the API that a container may bring. */
  enum Api {
    SERVLET_6_0,
    SERVLET_6_1;

    Class<?> type(Class<?> compiled) throws IOException, ReflectiveOperationException {
      return this == SERVLET_6_0 ? compiled : nextApi().loadClass(compiled.getName());
    }
  }

  private static ClassLoader nextApi() throws IOException {
    try (Stream<Path> jars = Files.list(NEXT_API)) {
      Path jar = jars.filter(p -> p.toString().endsWith(".jar")).findFirst().orElseThrow();
      return new URLClassLoader(
          new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
    }
  }

  private static final Map<String, String> HARMLESS_OF_THE_REQUEST =
      reasons(
          entry(
              "reads what is neither a cookie nor a field nor a query",
              "getAuthType() getCharacterEncoding() getContentLength() getContentLengthLong()"
                  + " getContentType() getContextPath() getDispatcherType() getHttpServletMapping()"
                  + " getLocalAddr() getLocalName() getLocalPort() getLocale() getLocales()"
                  + " getMethod() getPathInfo() getPathTranslated() getProtocol()"
                  + " getProtocolRequestId() getRemoteAddr() getRemoteHost()"
                  + " getRemotePort() getRemoteUser() getRequestId()"
                  + " getScheme() getServerName() getServerPort()"
                  + " getServletConnection() getServletContext() getServletPath()"
                  + " getUserPrincipal() isAsyncStarted() isAsyncSupported() isSecure()"
                  + " isTrailerFieldsReady() isUserInRole(String)"),
          entry(
              "reads the body, which is the visitor's own and no address",
              "getInputStream() getReader() getPart(String) getParts()"),
          entry("browsers send no trailers, least of all with cookies", "getTrailerFields()"),
          entry(
              "the container reads its own session cookie before every filter",
              "getRequestedSessionId() isRequestedSessionIdFromCookie()"
                  + " isRequestedSessionIdFromURL() isRequestedSessionIdValid()"),
          entry(
              "the stamp is not stored, so an application can neither list nor replace it",
              "getAttributeNames() setAttribute(String,Object) removeAttribute(String)"),
          entry(
              "how parameters are decoded changes no cookie",
              "setCharacterEncoding(String) setCharacterEncoding(Charset)"),
          entry(
              "a dispatch goes on with the request and response that it is given",
              "getRequestDispatcher(String)"),
          entry(
              "answers 101 with the fields set so far, each of which has asked; then it is no HTTP",
              "upgrade(Class)"));

  private static final Map<String, String> HARMLESS_OF_THE_RESPONSE =
      reasons(
          entry(
              "reads",
              "getCharacterEncoding() getContentType() getLocale()"
                  + " getStatus() getTrailerFields() isCommitted()"),
          entry(
              "says something of the body, and sets fields that are no cookies",
              "setCharacterEncoding(String) setCharacterEncoding(Charset)"
                  + " setLocale(Locale) setStatus(int)"),
          entry(
              "writes the session into an address, where no cookie is set",
              "encodeRedirectURL(String) encodeURL(String)"));

  private static final Map<String, String> HARMLESS_OF_THE_STREAM =
      reasons(
          entry(
              "prints by print(String), which is guarded",
              "print(boolean) print(char) print(int) print(long) print(float) print(double)"
                  + " println() println(String) println(boolean) println(char) println(int)"
                  + " println(long) println(float) println(double)"),
          entry("since 6.1; writes by write(byte[],int,int)", "write(ByteBuffer)"));

  private static final Map<String, String> HARMLESS_OF_THE_WRITER =
      reasons(
          entry(
              "writes by the Writer that it is given, which leads into the rewriter",
              "append(CharSequence) append(CharSequence,int,int) append(char) close() flush()"
                  + " format(Locale,String,Object[]) format(String,Object[])"
                  + " print(Object) print(String) print(boolean) print(char) print(char[])"
                  + " print(double) print(float) print(int) print(long)"
                  + " printf(Locale,String,Object[]) printf(String,Object[])"
                  + " println() println(Object) println(String) println(boolean) println(char)"
                  + " println(char[]) println(double) println(float) println(int) println(long)"
                  + " write(String) write(String,int,int) write(char[]) write(char[],int,int)"
                  + " write(int)"));

  private static final Map<String, String> HARMLESS_OF_A_PUSH =
      reasons(
          entry(
              "newPushBuilder hands it out without the hidden cookies and with a clean referrer, so it"
                  + " can only repeat what the application may know",
              "addHeader(String,String) setHeader(String,String) removeHeader(String)"
                  + " getHeader(String) getHeaderNames() push()"),
          entry(
              "no cookie of ours to decide: the session is the container's",
              "getSessionId() sessionId(String)"),
          entry(
              "says what is pushed",
              "getMethod() method(String) getPath() path(String) getQueryString()"
                  + " queryString(String)"));

  /** What becomes of each thing that can be said of a cookie when floors change it. */
  private static final Map<String, String> CARRIED_BY_A_COOKIE =
      reasons(
          entry(
              "an attribute: judged, floored and copied",
              "setAttribute(String,String) setDomain(String) setHttpOnly(boolean)"
                  + " setMaxAge(int) setPath(String) setSecure(boolean)"),
          entry("never judged, and copied", "setValue(String)"),
          entry("does nothing since Servlet 6.0", "setComment(String) setVersion(int)"));

  @SafeVarargs
  private static Map<String, String> reasons(Map.Entry<String, String>... methodsByReason) {
    Map<String, String> reasons = new LinkedHashMap<>();
    for (Map.Entry<String, String> entry : methodsByReason) {
      for (String method : entry.getValue().split(" ")) {
        assertThat(reasons.put(method, entry.getKey())).as("named twice: " + method).isNull();
      }
    }
    return reasons;
  }

  private static SortedSet<String> signatures(Method[] methods) {
    return Arrays.stream(methods)
        .filter(m -> Modifier.isPublic(m.getModifiers()) && !Modifier.isStatic(m.getModifiers()))
        .filter(m -> m.getDeclaringClass() != Object.class && !m.isBridge())
        .map(
            m ->
                Arrays.stream(m.getParameterTypes())
                    .map(Class::getSimpleName)
                    .collect(java.util.stream.Collectors.joining(",", m.getName() + "(", ")")))
        .collect(toCollection(TreeSet::new));
  }

  private static SortedSet<String> open(Api api, Class<?> type, Class<?> guard) throws Exception {
    SortedSet<String> open = signatures(api.type(type).getMethods());
    open.removeAll(signatures(guard.getDeclaredMethods()));
    return open;
  }

  private static void assertNamed(SortedSet<String> open, Map<String, String> harmless, Api api) {
    SortedSet<String> unnamed = new TreeSet<>(open);
    unnamed.removeAll(harmless.keySet());
    assertThat(unnamed)
        .as("neither guarded nor named harmless; guard it, or name it here with a reason")
        .isEmpty();
    if (api == Api.SERVLET_6_1) {
      assertThat(open)
          .as("a name that no method has, or that is guarded now")
          .containsAll(harmless.keySet());
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyWayToAskTheRequestIsGuardedOrNamedHarmless(Api api) throws Exception {
    assertNamed(
        open(api, HttpServletRequest.class, EnforcingRequest.class), HARMLESS_OF_THE_REQUEST, api);
  }

  @ParameterizedTest
  @EnumSource
  void everyWayToAnswerIsGuardedOrNamedHarmless(Api api) throws Exception {
    assertNamed(
        open(api, HttpServletResponse.class, EnforcingResponse.class),
        HARMLESS_OF_THE_RESPONSE,
        api);
  }

  @ParameterizedTest
  @EnumSource
  void everyMethodOfTheAsyncContextIsGuarded(Api api) throws Exception {
    assertThat(open(api, AsyncContext.class, GuardedAsyncContext.class)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void everyMethodOfAPushIsNamedHarmless(Api api) throws Exception {
    assertNamed(signatures(api.type(PushBuilder.class).getMethods()), HARMLESS_OF_A_PUSH, api);
  }

  @ParameterizedTest
  @EnumSource
  void everyThingThatCanBeSaidOfACookieIsAccountedFor(Api api) throws Exception {
    SortedSet<String> setters = signatures(api.type(Cookie.class).getMethods());
    setters.removeIf(method -> !method.startsWith("set"));
    assertNamed(setters, CARRIED_BY_A_COOKIE, api);
  }

  @ParameterizedTest
  @EnumSource
  void everyWayToWriteToTheStreamIsGuardedOrNamedHarmless(Api api) throws Exception {
    assertNamed(
        open(api, ServletOutputStream.class, RewritingOutputStream.class),
        HARMLESS_OF_THE_STREAM,
        api);
  }

  @Test
  void everyWayToWriteCharactersIsGuardedOrNamedHarmless() throws Exception {
    SortedSet<String> open = signatures(PrintWriter.class.getMethods());
    open.removeAll(signatures(RewritingWriter.class.getDeclaredMethods()));
    SortedSet<String> unnamed = new TreeSet<>(open);
    unnamed.removeAll(HARMLESS_OF_THE_WRITER.keySet());
    assertThat(unnamed).isEmpty();
    assertThat(open).containsAll(HARMLESS_OF_THE_WRITER.keySet());
  }
}
