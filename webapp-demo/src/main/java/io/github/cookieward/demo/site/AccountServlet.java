package io.github.cookieward.demo.site;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The files of who is signed in; others are sent to the door. */
public final class AccountServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    if (request.getAttribute(SignInServlet.ACCOUNT) == null) {
      response.sendRedirect(request.getContextPath() + "/sign-in");
    } else {
      request.getRequestDispatcher("/WEB-INF/pages/account.jsp").forward(request, response);
    }
  }
}
