package io.github.cookieward.filter;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Registers the filter by itself, first in the chain, where the jar lies in an application. It
 * stands back where the application declares the filter, and where the context parameter {@code
 * cookieward.enabled} is {@code false}.
 */
public final class ConsentSetup implements ServletContainerInitializer {
  @Override
  public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
    boolean declared =
        context.getFilterRegistrations().values().stream()
            .anyMatch(filter -> ConsentFilter.class.getName().equals(filter.getClassName()));
    if (declared || "false".equals(context.getInitParameter("cookieward.enabled"))) {
      return;
    }
    FilterRegistration.Dynamic filter = context.addFilter("cookieward", ConsentFilter.class);
    if (filter != null) {
      filter.setAsyncSupported(true);
      filter.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
    }
  }
}
