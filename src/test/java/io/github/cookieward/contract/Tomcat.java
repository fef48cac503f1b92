package io.github.cookieward.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Apache Tomcat, from its own distribution. */
final class Tomcat extends Container {
  private final Path home;
  private final Audit audit;

  Tomcat(String version, Audit audit) {
    super("tomcat" + version);
    this.home = setting("contract.tomcat" + version);
    this.audit = audit;
  }

  @Override
  Path deployments(Path base) {
    return base.resolve("webapps");
  }

  @Override
  Audit audit() {
    return audit;
  }

  @Override
  List<String> install(Path base, int port) throws IOException {
    Path conf = Files.createDirectories(base.resolve("conf"));
    Files.copy(home.resolve("conf/web.xml"), conf.resolve("web.xml"));
    Files.writeString(
        conf.resolve("server.xml"),
        """
        <Server port="-1">
          <Service name="Catalina">
            <Connector port="%d" address="127.0.0.1" maxHttpHeaderSize="65536">
              <UpgradeProtocol className="org.apache.coyote.http2.Http2Protocol"/>
            </Connector>
            <Engine name="Catalina" defaultHost="localhost" startStopThreads="2">
              <Realm className="org.apache.catalina.realm.MemoryRealm"/>
              <Host name="localhost" appBase="webapps" autoDeploy="false" startStopThreads="2"/>
            </Engine>
          </Service>
        </Server>
        """
            .formatted(port));
    Files.writeString(
        conf.resolve("tomcat-users.xml"),
        "<tomcat-users><user username=\"ann\" password=\"secret\" roles=\"reader\"/></tomcat-users>");
    Files.writeString(
        conf.resolve("logging.properties"),
        """
        handlers = java.util.logging.ConsoleHandler
        .handlers = java.util.logging.ConsoleHandler
        java.util.logging.ConsoleHandler.level = FINE
        """);
    return command(
        java(base),
        "-Dcatalina.home=" + home,
        "-Dcatalina.base=" + base,
        "-Djava.util.logging.manager=org.apache.juli.ClassLoaderLogManager",
        "-Djava.util.logging.config.file=" + conf.resolve("logging.properties"),
        "--add-opens=java.base/java.lang=ALL-UNNAMED",
        "-cp",
        home.resolve("bin/bootstrap.jar") + ":" + home.resolve("bin/tomcat-juli.jar"),
        "org.apache.catalina.startup.Bootstrap",
        "start");
  }
}
