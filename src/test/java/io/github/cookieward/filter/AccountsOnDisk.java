package io.github.cookieward.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.enforcement.AccountSettings;
import io.github.cookieward.enforcement.AccountSettings.SignOut;
import io.github.cookieward.enforcement.Settings;
import io.github.cookieward.enforcement.SettingsBuilder;
import jakarta.servlet.http.Cookie;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.io.TempDir;

/** Sites on a real server that keep the answers of accounts in a real H2 on the disk. */
abstract class AccountsOnDisk {
  @TempDir private Path directory;

  final AtomicInteger reads = new AtomicInteger();
  final AtomicBoolean down = new AtomicBoolean();

  /** A file database that counts its connections and can be made to fail. */
  private DataSource database() {
    JdbcDataSource file = new JdbcDataSource();
    file.setURL("jdbc:h2:file:" + directory.resolve("consent") + ";DB_CLOSE_DELAY=-1");
    return (DataSource)
        Proxy.newProxyInstance(
            DataSource.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              reads.incrementAndGet();
              if (down.get()) {
                throw new SQLException("the database is down", "08001");
              }
              return method.invoke(file, arguments);
            });
  }

  final SettingsBuilder settings(SignOut signOut) {
    return Visitors.site()
        .key("0123456789abcdef0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.UTF_8))
        .accounts(AccountSettings.in(new AccountSettings.Given(database())).with(signOut));
  }

  static Site site(Settings settings) throws Exception {
    return Site.of(context -> fill(context, settings));
  }

  private static void fill(ServletContextHandler context, Settings settings) {
    context.setAttribute(
        AccountResolver.ATTRIBUTE,
        (AccountResolver) request -> Optional.ofNullable(request.getHeader(Device.ACCOUNT)));
    Site.filter(context, new ConsentFilter(settings));
    Site.page(
        context,
        "/*",
        (request, response) -> {
          response.setContentType("text/html;charset=UTF-8");
          response.addCookie(new Cookie("stats", "1"));
          response.addCookie(new Cookie("theme", "dark"));
          response.getWriter().write("<!DOCTYPE html><title>x</title><body><p>page</p></body>");
        });
  }

  final Site site(SignOut signOut) throws Exception {
    return site(settings(signOut).build());
  }

  static String conflict(Wire.Answer page) {
    Matcher found = Pattern.compile("name=\"conflict\" value=\"([^\"]+)\"").matcher(page.body());
    assertThat(found.find()).as(page.body()).isTrue();
    return found.group(1);
  }

  /**
   * Gives the account analytics where it is signed in, and another browser preferences before it
   * signs in.
   *
   * @return what names the two answers that the other is then asked about
   */
  static String disagreement(Device signedIn, Device other) throws Exception {
    signedIn.answer("action=save", "category=analytics");
    other.answer("action=save", "category=preference");
    return conflict(other.signIn("ada").get("/"));
  }
}
