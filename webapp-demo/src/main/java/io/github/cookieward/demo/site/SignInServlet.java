package io.github.cookieward.demo.site;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Signs the one demo account in and out: an attribute of the container's session. */
public final class SignInServlet extends HttpServlet {
  static final String ACCOUNT = "account";

  private static final long serialVersionUID = 1L;
  private static final String EMAIL = "ada@nimbus.example";
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
    if (request.getServletPath().equals("/sign-out")) {
      request.getSession().invalidate();
      response.sendRedirect(request.getContextPath() + "/");
    } else if (EMAIL.equals(request.getParameter("email"))
        && PASSWORD.equals(request.getParameter("password"))) {
      request.getSession();
      request.changeSessionId();
      request.getSession().setAttribute(ACCOUNT, "Ada Example");
      response.sendRedirect(request.getContextPath() + "/account");
    } else {
      request.setAttribute("refused", true);
      doGet(request, response);
    }
  }
}
