package io.github.cookieward.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real servlet container: a process of its own on a free port of the loopback, with every {@link
 * Site} deployed. A server joins the contract by saying where its WARs go and how it is started.
 */
abstract class Container {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Path base;
  private final Path log;
  private final Thread reaper = new Thread(this::kill);
  private int port;
  private Process process;

  Container(String name) {
    base = setting("contract.work").resolve(name);
    log = base.resolve("server.log");
  }

  /** Where the server looks for WARs; the name of the file is the context path. */
  abstract Path deployments(Path base);

  /** Writes the server's own settings into {@code base} and answers the command that starts it. */
  abstract List<String> install(Path base, int port) throws IOException;

  /** Puts a site's WAR where the server finds it. */
  void deploy(Site site, Path deployments) throws IOException {
    site.write(setting("contract.war"), deployments.resolve(site.context() + ".war"));
  }

  /** What the audit can do here about a cookie that the container wrote by itself. */
  abstract Audit audit();

  /** A path among the system properties that the build hands to the contract. */
  static Path setting(String key) {
    String value = System.getProperty(key);
    if (value == null) {
      throw new IllegalStateException(key + " is not set: run the contract with \"mvn verify\"");
    }
    return Path.of(value);
  }

  /** This machine's Java with options for a server that lives a minute. */
  static List<String> java(Path base) throws IOException {
    Path temporary = Files.createDirectories(base.resolve("temp"));
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx384m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Djava.awt.headless=true",
        "-Djava.io.tmpdir=" + temporary);
  }

  static List<String> command(List<String> java, String... more) {
    return Stream.concat(java.stream(), Stream.of(more)).toList();
  }

  final void start() throws IOException, InterruptedException {
    empty(base);
    Path deployments = Files.createDirectories(deployments(base));
    for (Site site : Site.values()) {
      deploy(site, deployments);
    }
    port = freePort();
    process =
        new ProcessBuilder(install(base, port))
            .directory(base.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(reaper);
    for (Site site : Site.values()) {
      awaitReady(site);
    }
  }

  final int port() {
    return port;
  }

  /** All that the server has said so far. */
  final String log() {
    try {
      return Files.readString(log, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  final void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      kill();
    }
    Runtime.getRuntime().removeShutdownHook(reaper);
  }

  private void awaitReady(Site site) throws InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    String last = "nobody listens";
    while (Instant.now().isBefore(end)) {
      if (!process.isAlive()) {
        throw new IllegalStateException(
            "the server ended with " + process.exitValue() + "; its log:\n" + log());
      }
      try {
        int status = RawHttp.send(port, RawRequest.get(site.path("/ready.txt"))).status();
        if (status == 200) {
          return;
        }
        last = "status " + status;
      } catch (UncheckedIOException e) {
        last = e.getMessage();
      }
      Thread.sleep(50);
    }
    kill();
    throw new IllegalStateException(
        site + " was not ready in " + PATIENCE + " (" + last + "); the server's log:\n" + log());
  }

  private void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void empty(Path directory) throws IOException {
    if (Files.exists(directory)) {
      List<Path> all = new ArrayList<>();
      try (Stream<Path> found = Files.walk(directory)) {
        found.sorted(Comparator.reverseOrder()).forEach(all::add);
      }
      for (Path path : all) {
        Files.delete(path);
      }
    }
    Files.createDirectories(directory);
  }
}
