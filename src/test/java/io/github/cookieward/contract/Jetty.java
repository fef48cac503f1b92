package io.github.cookieward.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Eclipse Jetty, from its own distribution, in one of its environments. */
final class Jetty extends Container {
  private final Path home = setting("contract.jetty");
  private final String environment;

  Jetty(String environment) {
    super("jetty-" + environment);
    this.environment = environment;
  }

  @Override
  Path deployments(Path base) {
    return base.resolve("webapps");
  }

  /** Unpacked beforehand: Jetty would give each site's files the moment of its unpacking. */
  @Override
  void deploy(Site site, Path deployments) throws IOException {
    Path war = deployments.resolveSibling(site.context() + ".war");
    site.write(setting("contract.war"), war);
    try (ZipFile zip = new ZipFile(war.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        Path target = deployments.resolve(site.context()).resolve(entry.getName());
        if (!entry.isDirectory()) {
          Files.createDirectories(target.getParent());
          Files.copy(zip.getInputStream(entry), target);
          Files.setLastModifiedTime(target, entry.getLastModifiedTime());
        }
      }
    }
  }

  @Override
  Audit audit() {
    return Audit.REMOVES;
  }

  @Override
  List<String> install(Path base, int port) throws IOException {
    Path etc = Files.createDirectories(base.resolve("etc"));
    Files.writeString(
        etc.resolve("login.xml"),
        """
        <?xml version="1.0"?>
        <!DOCTYPE Configure PUBLIC "-//Jetty//Configure//EN" "https://jetty.org/configure_12_1.dtd">
        <Configure id="Server" class="org.eclipse.jetty.server.Server">
          <Call name="addBean"><Arg>
            <New class="org.eclipse.jetty.security.HashLoginService">
              <Arg>contract</Arg>
              <Set name="userStore">
                <New class="org.eclipse.jetty.security.UserStore">
                  <Call name="addUser">
                    <Arg>ann</Arg>
                    <Arg>
                      <Call class="org.eclipse.jetty.util.security.Credential" name="getCredential">
                        <Arg>secret</Arg>
                      </Call>
                    </Arg>
                    <Arg><Array type="java.lang.String"><Item>reader</Item></Array></Arg>
                  </Call>
                </New>
              </Set>
            </New>
          </Arg></Call>
        </Configure>
        """);
    return command(
        java(base),
        "-jar",
        home.resolve("start.jar").toString(),
        "jetty.base=" + base,
        // What follows the first module of an environment is the environment's, not the server's.
        "--module=server,http,http2c",
        "jetty.http.host=127.0.0.1",
        "jetty.http.port=" + port,
        "jetty.httpConfig.requestHeaderSize=65536",
        "etc/login.xml",
        "--module=%1$s-deploy,%1$s-webapp,%1$s-annotations,%1$s-jsp".formatted(environment));
  }
}
