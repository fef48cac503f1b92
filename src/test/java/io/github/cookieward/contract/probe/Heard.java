package io.github.cookieward.contract.probe;

import jakarta.servlet.ServletRequestAttributeEvent;
import jakarta.servlet.ServletRequestAttributeListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what the application's attribute listener is told, until a scene reads it. */
public final class Heard implements ServletRequestAttributeListener {
  private static final List<String> HEARD = new CopyOnWriteArrayList<>();

  static void say(String what) {
    HEARD.add(what);
  }

  /** What was heard since the last time. */
  static List<String> all() {
    List<String> all = List.copyOf(HEARD);
    HEARD.clear();
    return all;
  }

  @Override
  public void attributeAdded(ServletRequestAttributeEvent event) {
    say("added " + event.getName());
  }

  @Override
  public void attributeRemoved(ServletRequestAttributeEvent event) {
    say("removed " + event.getName());
  }

  @Override
  public void attributeReplaced(ServletRequestAttributeEvent event) {
    say("replaced " + event.getName());
  }
}
