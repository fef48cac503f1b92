package io.github.cookieward.leaks;

import org.eclipse.jetty.ee10.websocket.server.JettyWebSocketServlet;
import org.eclipse.jetty.ee10.websocket.server.JettyWebSocketServletFactory;
import org.eclipse.jetty.websocket.api.Session;

/** A web socket of the site's own: a message that it gets is noted. */
final class SocketServlet extends JettyWebSocketServlet {
  private static final long serialVersionUID = 1L;

  private final transient Sightings sightings;

  SocketServlet(Sightings sightings) {
    this.sightings = sightings;
  }

  @Override
  protected void configure(JettyWebSocketServletFactory factory) {
    factory.setCreator(
        (request, response) -> {
          String cookie = request.getHttpServletRequest().getParameter("set");
          if (cookie != null) {
            response.addHeader("Set-Cookie", cookie + "=1; Path=/");
          }
          return new Listener(sightings);
        });
  }

  /** One end of a socket; Jetty asks that it be public. */
  public static final class Listener implements Session.Listener.AutoDemanding {
    private final Sightings sightings;

    Listener(Sightings sightings) {
      this.sightings = sightings;
    }

    @Override
    public void onWebSocketText(String message) {
      sightings.inAddress(message);
    }
  }
}
