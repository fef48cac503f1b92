package io.github.cookieward.demo.site;

import static java.nio.charset.StandardCharsets.US_ASCII;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The page with both deployments side by side, and the table of the cookies that each got.
 *
 * <p>A browser sends the cookies of {@code /} to {@code /unprotected} as well. So the table's
 * address at {@code /} passes on what it was sent, and its twin counts only what is left.
 */
public final class CompareServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final List<String> PAGES =
      List.of("/", "/products", "/help", "/status", "/nowhere");

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    if (request.getServletPath().equals("/compare")) {
      String page = String.valueOf(request.getParameter("page"));
      request.setAttribute("pages", PAGES);
      request.setAttribute("page", PAGES.contains(page) ? page : "/");
      request.getRequestDispatcher("/WEB-INF/pages/compare.jsp").forward(request, response);
      return;
    }
    String root = request.getParameter("root");
    if (root == null && !request.getAttribute("twin").equals("")) {
      response.sendRedirect(
          request.getAttribute("twin") + "/compare/cookies?root=" + encoded(sent(request)));
    } else {
      tabulate(decoded(root == null ? "" : root), request);
      request.getRequestDispatcher("/WEB-INF/pages/compare-cookies.jsp").forward(request, response);
    }
  }

  private static void tabulate(List<String> protectedPairs, HttpServletRequest request) {
    List<String> rest = new ArrayList<>(sent(request));
    protectedPairs.forEach(rest::remove);
    Set<String> here = names(protectedPairs);
    Set<String> there = names(rest);
    Set<String> all = new LinkedHashSet<>(here);
    all.addAll(there);
    request.setAttribute("names", all.stream().sorted().toList());
    request.setAttribute("protectedNames", here);
    request.setAttribute("unprotectedNames", there);
  }

  private static List<String> sent(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    return cookies == null
        ? List.of()
        : Arrays.stream(cookies).map(c -> c.getName() + "=" + c.getValue().hashCode()).toList();
  }

  private static Set<String> names(List<String> pairs) {
    Set<String> names = new LinkedHashSet<>();
    pairs.forEach(pair -> names.add(pair.substring(0, pair.indexOf('='))));
    return names;
  }

  private static String encoded(List<String> pairs) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(String.join(" ", pairs).getBytes(US_ASCII));
  }

  private static List<String> decoded(String text) {
    try {
      return Arrays.stream(new String(Base64.getUrlDecoder().decode(text), US_ASCII).split(" ", -1))
          .filter(pair -> pair.indexOf('=') > 0)
          .toList();
    } catch (IllegalArgumentException e) {
      return List.of();
    }
  }
}
