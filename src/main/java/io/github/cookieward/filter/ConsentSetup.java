package io.github.cookieward.filter;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Registers the filter by itself, first in the chain, where the jar lies in an application. It
 * stands back where the application declares the filter, and where the context parameter {@code
 * cookieward.enabled} is {@code false}.
 */
public final class ConsentSetup implements ServletContainerInitializer {
  private static final Logger LOG = System.getLogger("io.github.cookieward");

  @Override
  public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
    boolean declared =
        context.getFilterRegistrations().values().stream()
            .anyMatch(filter -> ConsentFilter.class.getName().equals(filter.getClassName()));
    boolean off = "false".equals(context.getInitParameter("cookieward.enabled"));
    if (off && !declared) {
      String where = context.getContextPath().isEmpty() ? "/" : context.getContextPath();
      LOG.log(Level.WARNING, "Cookieward is switched off for {0}: nothing is withheld", where);
    }
    if (declared || off) {
      return;
    }
    FilterRegistration.Dynamic filter = context.addFilter("cookieward", ConsentFilter.class);
    if (filter != null) {
      filter.setAsyncSupported(true);
      filter.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
      // A dispatcher by name has no path. Tomcat 11 takes nothing more once a forward has returned.
      filter.addMappingForServletNames(
          EnumSet.of(DispatcherType.FORWARD, DispatcherType.INCLUDE), false, "*");
    }
  }
}
