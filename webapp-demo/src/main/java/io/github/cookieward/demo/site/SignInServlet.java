package io.github.cookieward.demo.site;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Signs the demo's person in and out: an attribute of the container's session. With a word after a
 * plus sign in the e-mail it is another account.
 */
public final class SignInServlet extends HttpServlet {
  static final String ACCOUNT = "account";
  static final String EMAIL_OF_ACCOUNT = "account.email";

  private static final long serialVersionUID = 1L;
  private static final String EMAIL = "ada@nimbus.example";
  private static final Pattern EMAILS =
      Pattern.compile("ada(?:\\+[a-z0-9]{1,20})?@nimbus\\.example");
  private static final String PASSWORD = "clouds";

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    request.setAttribute("demoEmail", EMAIL);
    request.setAttribute("demoPassword", PASSWORD);
    request.getRequestDispatcher("/WEB-INF/pages/sign-in.jsp").forward(request, response);
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    String email = Objects.requireNonNullElse(request.getParameter("email"), "");
    if (request.getServletPath().equals("/sign-out")) {
      request.getSession().invalidate();
      response.sendRedirect(request.getContextPath() + "/");
    } else if (EMAILS.matcher(email).matches()
        && PASSWORD.equals(request.getParameter("password"))) {
      request.getSession();
      request.changeSessionId();
      request.getSession().setAttribute(ACCOUNT, "Ada Example");
      request.getSession().setAttribute(EMAIL_OF_ACCOUNT, email);
      response.sendRedirect(request.getContextPath() + "/account");
    } else {
      request.setAttribute("refused", true);
      doGet(request, response);
    }
  }
}
