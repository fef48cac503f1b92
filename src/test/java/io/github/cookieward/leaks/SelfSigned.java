package io.github.cookieward.leaks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SNIMatcher;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.StandardConstants;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * Connectors with a certificate that nobody has signed: half of the vectors exist only on https.
 */
final class SelfSigned {
  private static final String PASSWORD = "leaks-of-nothing";

  private SelfSigned() {}

  /**
   * A connector on a free port of the loopback interface.
   *
   * @param named takes each host that a client names when it connects, whether it then goes on or
   *     not: by that the host is told
   */
  static ServerConnector connector(Server server, Consumer<String> named) throws IOException {
    SslContextFactory.Server tls =
        new SslContextFactory.Server() {
          @Override
          public void customize(SSLEngine engine) {
            super.customize(engine);
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setSNIMatchers(List.of(new Named(named)));
            engine.setSSLParameters(parameters);
          }
        };
    tls.setKeyStorePath(keyStore().toString());
    tls.setKeyStorePassword(PASSWORD);
    HttpConfiguration http = new HttpConfiguration();
    SecureRequestCustomizer secure = new SecureRequestCustomizer();
    secure.setSniHostCheck(false);
    http.addCustomizer(secure);
    http.setUriCompliance(org.eclipse.jetty.http.UriCompliance.UNSAFE);
    http.setHttpCompliance(org.eclipse.jetty.http.HttpCompliance.RFC7230_LEGACY);
    ServerConnector connector =
        new ServerConnector(
            server,
            new SslConnectionFactory(tls, HttpVersion.HTTP_1_1.asString()),
            new HttpConnectionFactory(http));
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    return connector;
  }

  private static final class Named extends SNIMatcher {
    private final Consumer<String> named;

    Named(Consumer<String> named) {
      super(StandardConstants.SNI_HOST_NAME);
      this.named = named;
    }

    @Override
    public boolean matches(SNIServerName name) {
      named.accept(new String(name.getEncoded(), StandardCharsets.US_ASCII));
      return true;
    }
  }

  private static synchronized Path keyStore() throws IOException {
    Path file = Path.of("target/leaks/certificate.p12").toAbsolutePath();
    Files.createDirectories(file.getParent());
    Files.deleteIfExists(file);
    Process keytool =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-alias",
                    "leaks",
                    "-keyalg",
                    "EC",
                    "-validity",
                    "30",
                    "-dname",
                    "CN=leaks.test",
                    "-ext",
                    "san=dns:*.test",
                    "-storetype",
                    "PKCS12",
                    "-keystore",
                    file.toString(),
                    "-storepass",
                    PASSWORD))
            .redirectErrorStream(true)
            .start();
    String said =
        new String(
            keytool.getInputStream().readAllBytes(), java.nio.charset.Charset.defaultCharset());
    try {
      if (keytool.waitFor() != 0) {
        throw new IOException("keytool: " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    return file;
  }
}
