package io.github.cookieward.demo.site;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;

/** A link in an advertisement: notes the click with {@code setHeader}, and redirects. */
public final class CampaignServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader(
        "Set-Cookie",
        SiteCookie.of(request, "nimbus_ad", "redirect." + SiteCookie.random(), Duration.ofDays(30))
            .hidden()
            .asField());
    response.sendRedirect(request.getContextPath() + "/products");
  }
}
