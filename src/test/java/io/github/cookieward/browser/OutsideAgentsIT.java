package io.github.cookieward.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import io.github.cookieward.model.Proves;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Programs by others that look for consent banners and have never heard of ours. They come from npm
 * into {@code target/outside}; without npm, or without a network, nothing is asked of them and that
 * is said.
 */
class OutsideAgentsIT {
  private static final Path DIRECTORY = Path.of("target", "outside").toAbsolutePath();
  private static final Path AUTOCONSENT =
      DIRECTORY.resolve("node_modules/@duckduckgo/autoconsent/dist/autoconsent.playwright.js");

  /** What the agent is told: refuse, by looking at what is there; it gets no rule for a product. */
  private static final Map<String, Object> CONFIG =
      Map.ofEntries(
          Map.entry("enabled", true),
          Map.entry("autoAction", "optOut"),
          Map.entry("disabledCmps", List.of()),
          Map.entry("enablePrehide", false),
          Map.entry("enableCosmeticRules", false),
          Map.entry("enableGeneratedRules", false),
          Map.entry("enableFilterList", false),
          Map.entry("enableHeuristicDetection", true),
          Map.entry("heuristicMode", "reject"),
          Map.entry("heuristicPopupSearchTimeout", 1_000),
          Map.entry("isMainWorld", false),
          Map.entry("prehideTimeout", 2_000),
          Map.entry("detectRetries", 20),
          Map.entry("visualTest", false),
          Map.entry("logs", Map.of()));

  @RegisterExtension private static final Browsing BROWSING = new Browsing();

  @BeforeAll
  static void open() throws Exception {
    assumeTrue(isOnPath("npm"), "npm is not here: apt-get install npm");
    assumeTrue(install() == 0, "npm could not fetch what src/test/outside/package.json names");
  }

  private static boolean isOnPath(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }

  /** The versions are exact; a browser that npm would bring is not wanted. */
  private static int install() throws IOException, InterruptedException {
    if (Files.exists(AUTOCONSENT)) {
      return 0;
    }
    Files.createDirectories(DIRECTORY);
    Files.copy(
        Path.of("src/test/outside/package.json"),
        DIRECTORY.resolve("package.json"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    Process npm =
        new ProcessBuilder(
                "npm",
                "install",
                "--ignore-scripts",
                "--no-package-lock",
                "--no-audit",
                "--no-fund")
            .directory(DIRECTORY.toFile())
            .redirectErrorStream(true)
            .redirectOutput(DIRECTORY.resolve("npm.log").toFile())
            .start();
    return npm.waitFor(3, TimeUnit.MINUTES) ? npm.exitValue() : 1;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "products", "help"})
  @Proves("banner.reject")
  void anAgentThatOnlyLooksFindsTheBannerAndRejects(String path) throws IOException {
    String script = Files.readString(AUTOCONSENT);
    List<JsonObject> said = new CopyOnWriteArrayList<>();
    Page page = BROWSING.window(new Browser.NewContextOptions().setBypassCSP(true));
    page.exposeBinding(
        "autoconsentSendMessage",
        (source, arguments) -> {
          said.add(new Gson().toJsonTree(arguments[0]).getAsJsonObject());
          return null;
        });
    page.navigate(BROWSING.demo().uri() + path);
    page.evaluate(script);
    page.evaluate("config => autoconsentReceiveMessage({ type: 'initResp', config })", CONFIG);
    page.waitForCondition(() -> has(said, "autoconsentDone"));
    assertThat(one(said, "popupFound").get("cmp").getAsString()).startsWith("HEURISTIC");
    assertThat(one(said, "optOutResult").get("result").getAsBoolean()).isTrue();
    page.waitForCondition(() -> !page.locator(".cookieward-banner").isVisible());
    Object state =
        page.evaluate("fetch('/consent/state').then(r => r.json()).then(s => s.categories)");
    Map<?, ?> categories = (Map<?, ?>) state;
    for (String category : List.of("preference", "analytics", "advertising", "third-party")) {
      assertThat(categories.get(category)).as(category).isEqualTo("denied");
    }
  }

  private static boolean has(List<JsonObject> said, String type) {
    return said.stream().anyMatch(each -> each.get("type").getAsString().equals(type));
  }

  private static JsonObject one(List<JsonObject> said, String type) {
    return said.stream()
        .filter(each -> each.get("type").getAsString().equals(type))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + type + " in " + said));
  }

  @Test
  @Proves("enforced.before")
  void aScannerGivesTheDemoNinetyFiveOfAHundred() throws Exception {
    Path report = DIRECTORY.resolve("score.json");
    Process scan =
        new ProcessBuilder(
                "node",
                "src/test/outside/score.mjs",
                DIRECTORY.toString(),
                Chromium.find().orElseThrow().toString(),
                BROWSING.demo().uri().toString())
            .redirectOutput(report.toFile())
            .redirectError(DIRECTORY.resolve("score.log").toFile())
            .start();
    assertThat(scan.waitFor(3, TimeUnit.MINUTES)).as("it comes to an end").isTrue();
    assertThat(scan.exitValue()).as("see %s", DIRECTORY.resolve("score.log")).isZero();
    JsonObject found = JsonParser.parseString(Files.readString(report, UTF_8)).getAsJsonObject();
    assertThat(found.getAsJsonObject("compliance").get("total").getAsInt())
        .as("%s", found.getAsJsonObject("compliance"))
        .isGreaterThanOrEqualTo(95);
    assertThat(found.getAsJsonArray("errors")).isEmpty();
  }
}
