package io.github.cookieward.filter;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real caching proxy in front of a site, as a process of its own; it keeps what HTTP lets it
 * keep, and says in {@code X-Kept} whether an answer came from there.
 */
abstract class CachingProxy implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Path base;
  private final int port;
  private final Process process;

  CachingProxy(String program, int origin) throws IOException {
    this.base = Files.createTempDirectory("caching-proxy");
    this.port = freePort();
    List<String> command = command(find(program), base, port, origin);
    this.process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(base.resolve("log").toFile())
            .start();
    await();
  }

  /** Writes the configuration; gives the command that stays in the foreground. */
  abstract List<String> command(Path program, Path base, int port, int origin) throws IOException;

  /** Whether an answer came from the cache. */
  static boolean wasKept(Wire.Answer answer) {
    return answer.all("X-Kept").contains("HIT");
  }

  Wire.Answer get(String path, String... fields) throws IOException {
    try (Wire wire = new Wire(port)) {
      return wire.get(path, fields);
    }
  }

  Wire.Answer send(String text) throws IOException {
    try (Wire wire = new Wire(port)) {
      return wire.send(text);
    }
  }

  private static Path find(String program) {
    Optional<Path> found =
        Stream.concat(
                Stream.of(System.getenv("PATH").split(File.pathSeparator)),
                Stream.of("/usr/sbin", "/usr/local/sbin"))
            .map(directory -> Path.of(directory, program))
            .filter(Files::isExecutable)
            .findFirst();
    return found.orElseThrow(
        () ->
            new IllegalStateException(
                "these tests need "
                    + program
                    + " on the PATH: apt-get install nginx-light varnish"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void await() throws IOException {
    Instant end = Instant.now().plus(PATIENCE);
    while (true) {
      try {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        return;
      } catch (IOException e) {
        if (!process.isAlive() || Instant.now().isAfter(end)) {
          String log = Files.readString(base.resolve("log"));
          close();
          throw new IOException("the proxy does not start: " + log, e);
        }
      }
      try {
        TimeUnit.MILLISECONDS.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try (Stream<Path> files = Files.walk(base)) {
      files.sorted(java.util.Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** nginx with its proxy cache, at its defaults. */
  static final class Nginx extends CachingProxy {
    Nginx(int origin) throws IOException {
      super("nginx", origin);
    }

    @Override
    List<String> command(Path program, Path base, int port, int origin) throws IOException {
      Path configuration = base.resolve("nginx.conf");
      Files.writeString(
          configuration,
          """
          %4$s
          daemon off;
          worker_processes 1;
          pid %1$s/nginx.pid;
          error_log %1$s/error.log;
          events { worker_connections 64; }
          http {
            access_log off;
            client_body_temp_path %1$s/body;
            proxy_temp_path %1$s/proxy;
            fastcgi_temp_path %1$s/fastcgi;
            uwsgi_temp_path %1$s/uwsgi;
            scgi_temp_path %1$s/scgi;
            proxy_cache_path %1$s/cache keys_zone=pages:1m;
            server {
              listen 127.0.0.1:%2$d;
              location / {
                proxy_pass http://127.0.0.1:%3$d;
                proxy_http_version 1.1;
                proxy_set_header Host $http_host;
                proxy_cache pages;
                proxy_cache_key $scheme$host$request_uri;
                add_header X-Kept $upstream_cache_status always;
              }
            }
          }
          """
              .formatted(base, port, origin, isRoot() ? "user root;" : ""));
      return List.of(
          program.toString(),
          "-e",
          base.resolve("start.log").toString(),
          "-c",
          configuration.toString(),
          "-p",
          base.toString());
    }

    /** Its worker would become somebody else, who may not write here. */
    private static boolean isRoot() {
      return System.getProperty("user.name").equals("root");
    }
  }

  /**
   * Varnish with its own rules, but for one: a request with cookies is looked up as well, as sites
   * have it that say of their pages how they vary.
   */
  static final class Varnish extends CachingProxy {
    Varnish(int origin) throws IOException {
      super("varnishd", origin);
    }

    @Override
    List<String> command(Path program, Path base, int port, int origin) throws IOException {
      Path configuration = base.resolve("site.vcl");
      Files.writeString(
          configuration,
          """
          vcl 4.1;
          backend site { .host = "127.0.0.1"; .port = "%d"; }
          sub vcl_recv {
            if (req.method == "GET" || req.method == "HEAD") { return (hash); }
          }
          sub vcl_deliver {
            if (obj.hits > 0) { set resp.http.X-Kept = "HIT"; } else { set resp.http.X-Kept = "MISS"; }
          }
          """
              .formatted(origin));
      return List.of(
          program.toString(),
          "-F",
          "-j",
          "none",
          "-a",
          "127.0.0.1:" + port,
          "-f",
          configuration.toString(),
          "-n",
          base.resolve("work").toString(),
          "-s",
          "default,16m",
          "-T",
          "none");
    }
  }
}
