package io.github.cookieward.tags;

import io.github.cookieward.page.Page;
import io.github.cookieward.page.Script;
import jakarta.servlet.jsp.JspException;
import jakarta.servlet.jsp.JspWriter;
import java.io.IOException;
import java.io.StringWriter;

/** Writes a script that runs where what it needs is granted, and is held back elsewhere. */
public final class ScriptTag extends NeedTag {
  private String src = "";
  private String type = "";
  private String nonce = "";
  private boolean async;
  private boolean defer;

  /** A tag that the container makes. */
  public ScriptTag() {}

  /** The script's address; without it the body is the script. */
  public void setSrc(String address) {
    src = address;
  }

  /** The script's type, such as {@code module}; none by default. */
  public void setType(String text) {
    type = text;
  }

  /** The nonce of the page's Content-Security-Policy; empty, as by default, where it has none. */
  public void setNonce(String text) {
    nonce = text;
  }

  /** Whether it runs when it has come. */
  public void setAsync(boolean when) {
    async = when;
  }

  /** Whether it runs when the page has been read. */
  public void setDefer(boolean when) {
    defer = when;
  }

  @Override
  public void doTag() throws JspException, IOException {
    StringWriter body = new StringWriter();
    if (getJspBody() != null) {
      getJspBody().invoke(body);
    }
    Script script = new Script(src, type, async, defer, nonce, body.toString());
    JspWriter out = getJspContext().getOut();
    if (isGranted()) {
      Page.liveScript(out, need(), script);
    } else {
      Page.heldScript(out, PageView.of(getJspContext()), need(), script);
    }
  }
}
