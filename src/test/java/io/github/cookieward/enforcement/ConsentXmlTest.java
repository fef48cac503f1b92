package io.github.cookieward.enforcement;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.cookieward.catalogue.CookieRule;
import io.github.cookieward.catalogue.Service;
import io.github.cookieward.catalogue.Technology;
import io.github.cookieward.consent.Category;
import io.github.cookieward.model.Proves;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** Cases are files: a bad one begins with a comment that says what its message has to hold. */
class ConsentXmlTest {
  private static final Path CASES = Path.of("src/test/cases/settings");
  private static final String BEYOND = "(beyond the grammar)";
  private static final Schema GRAMMAR = grammar();

  static Stream<Path> good() throws IOException {
    return files("good");
  }

  static Stream<Path> bad() throws IOException {
    return files("bad");
  }

  private static Stream<Path> files(String directory) throws IOException {
    try (Stream<Path> files = Files.list(CASES.resolve(directory))) {
      return files.sorted().toList().stream();
    }
  }

  private static Schema grammar() {
    try {
      return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
          .newSchema(ConsentXml.class.getResource("consent.xsd"));
    } catch (SAXException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SettingsBuilder read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return ConsentXml.read(in, "consent.xml");
    }
  }

  private static SettingsBuilder read(String xml) throws IOException {
    return ConsentXml.read(new ByteArrayInputStream(xml.getBytes(UTF_8)), "consent.xml");
  }

  private static void validate(Path file) throws IOException, SAXException {
    Validator validator = GRAMMAR.newValidator();
    validator.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    validator.validate(new StreamSource(file.toFile()));
  }

  @ParameterizedTest
  @MethodSource("good")
  void aGoodFileIsAcceptedByTheReaderAndByTheGrammar(Path file) throws Exception {
    assertThat(read(file).build()).isNotNull();
    validate(file);
  }

  @ParameterizedTest
  @MethodSource("bad")
  @Proves("categories.words")
  void aBadFileIsRefusedWithPlaceValueAndRemedy(Path file) throws Exception {
    List<String> expected = expected(file);
    assertThat(expected).as("what the message has to hold").isNotEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(file))
        .satisfies(
            e ->
                assertThat(e.getMessage())
                    .startsWith("consent.xml, line ")
                    .contains(expected)
                    .doesNotContain("hunter2"));
  }

  @ParameterizedTest
  @MethodSource("bad")
  void aBadFileIsRefusedByTheGrammarAsFarAsAGrammarCan(Path file) throws Exception {
    if (comment(file).contains(BEYOND)) {
      try {
        validate(file);
      } catch (SAXParseException e) {
        assertThat(Files.readString(file)).as("only a DOCTYPE").contains("<!DOCTYPE");
      }
    } else {
      assertThatCode(() -> validate(file)).isInstanceOf(SAXException.class);
    }
  }

  private static String comment(Path file) throws IOException {
    String text = Files.readString(file);
    assertThat(text).startsWith("<!-- refused:\n");
    return text.substring(text.indexOf('\n') + 1, text.indexOf("-->"));
  }

  private static List<String> expected(Path file) throws IOException {
    return comment(file)
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.equals(BEYOND))
        .toList();
  }

  @Test
  void thereAreCases() throws IOException {
    assertThat(good()).hasSizeGreaterThanOrEqualTo(7);
    assertThat(bad()).hasSizeGreaterThanOrEqualTo(80);
  }

  @Test
  void everySettingOfTheFileArrives() throws IOException {
    Settings settings = read(CASES.resolve("good/everything.xml")).build();
    assertThat(settings.mode()).isEqualTo(Settings.Mode.ENFORCE);
    assertThat(settings.siteName()).isEqualTo("Shop & Co");
    assertThat(settings.policy()).isEqualTo("/cookies?x=1#top");
    assertThat(settings.privacy()).isEqualTo("https://example.com/privacy");
    assertThat(settings.policyVersion()).isEqualTo(3);
    assertThat(settings.lifetime()).isEqualTo(Duration.ofDays(180));
    assertThat(settings.cookieName()).isEqualTo("consent_shop-1");
    assertThat(settings.cookieDomain()).contains("example.co.uk");
    assertThat(settings.keys())
        .containsExactly(
            "0123456789abcdef-new".getBytes(UTF_8), "0123456789abcdef-old".getBytes(UTF_8));
    assertThat(settings.endpoint()).isEqualTo("/privacy/cookie-consent_v1.0~x");
    assertThat(settings.unknownPasses()).isTrue();
    assertThat(settings.honoursGpc()).isFalse();
    assertThat(settings.floors())
        .isEqualTo(new Floors(true, true, Optional.of("Strict"), Duration.ofDays(180)));
    assertThat(settings.categories())
        .extracting(CategorySettings::category)
        .containsExactly(
            Category.ANALYTICS,
            Category.ADVERTISING,
            new Category("research-2026"),
            Category.THIRD_PARTY);
    assertThat(settings.categories().get(0))
        .isEqualTo(new CategorySettings(Category.ANALYTICS, 2, "Counting", "We count."));
    assertThat(settings.pages())
        .isEqualTo(
            new PageSettings(
                PageSettings.Protection.STRICT,
                true,
                false,
                true,
                true,
                PageSettings.Caching.SHARED,
                PageSettings.Compressed.REFUSE,
                65536));
    assertThat(settings.dialog())
        .isEqualTo(
            new DialogSettings(
                DialogSettings.Preset.FIVE,
                DialogSettings.Layout.CORNER,
                DialogSettings.Dialog.SHEET,
                DialogSettings.Asks.WHEN_NEEDED,
                List.of("/checkout/*", "/terms")));
    assertThat(settings.catalogue().service("survey").orElseThrow().technologies())
        .containsExactlyInAnyOrder(Technology.BEACONS, Technology.DEVICE_IDENTIFIER);
    assertThat(settings.parameters())
        .isEqualTo(new ParameterSettings(ParameterSettings.Incoming.REDIRECT, true));
    assertThat(settings.catalogue().cookie("_fbp")).as("builtin=false").isEmpty();
    assertThat(settings.catalogue().cookie("PHPSESSID")).as("builtin=false").isPresent();
  }

  @Test
  void everythingOfAServiceArrives() throws IOException {
    Settings settings = read(CASES.resolve("good/everything.xml")).build();
    Service own = settings.catalogue().declared().get(0);
    assertThat(own.id()).isEqualTo("own-stats");
    assertThat(own.name()).isEqualTo("Our own statistics");
    assertThat(own.category()).isEqualTo(Category.ANALYTICS);
    assertThat(own.thirdParty()).isFalse();
    assertThat(own.controller()).isEqualTo("Example Ltd");
    assertThat(own.privacy()).isEqualTo("/privacy");
    assertThat(own.retention()).isEqualTo("P25M");
    assertThat(own.since()).isEqualTo(2);
    assertThat(own.purpose()).isEqualTo("Counts visits, and nothing else.");
    assertThat(own.cookies().get(0))
        .isEqualTo(
            new CookieRule(
                CookieRule.Kind.EXACT,
                "own_id",
                "/shop",
                "example.com",
                true,
                "P13M",
                "Tells two visits apart."));
    assertThat(own.cookies())
        .extracting(CookieRule::kind)
        .containsExactly(CookieRule.Kind.EXACT, CookieRule.Kind.PREFIX, CookieRule.Kind.PATTERN);
    assertThat(own.addresses())
        .containsExactly(
            "stats.example.com", "stats.example.com:8443/collect", "localhost:8080", "/collect");
    assertThat(own.storageKeys()).containsExactly("own.*");
    assertThat(own.endpoints()).containsExactly("/collect/*");
    assertThat(own.parameters()).containsExactly("own_*");
  }

  @Test
  void aReferenceKeepsWhatIsBuiltInAndChangesWhatIsSaid() throws IOException {
    Settings settings = read(CASES.resolve("good/everything.xml")).build();
    Service changed = settings.catalogue().cookie("_ga").orElseThrow().service();
    assertThat(changed.id()).isEqualTo("google-analytics");
    assertThat(changed.category()).isEqualTo(Category.ADVERTISING);
    assertThat(changed.since()).isEqualTo(3);
    assertThat(changed.addresses()).isNotEmpty();
  }

  @Test
  void whereNothingIsSaidTheDefaultsHold() throws IOException {
    Settings said = read("<consent xmlns='urn:cookieward:consent:1'/>").build();
    Settings defaults = Settings.builder().build();
    assertThat(said.categories()).isEqualTo(defaults.categories());
    assertThat(said.floors()).isEqualTo(Floors.DEFAULTS);
    assertThat(said.lifetime()).isEqualTo(Duration.ofDays(180));
    assertThat(said.mode()).isEqualTo(Settings.Mode.ENFORCE);
    assertThat(said.unknownPasses()).isFalse();
    assertThat(said.honoursGpc()).isTrue();
    assertThat(said.endpoint()).isEqualTo("/consent");
  }

  @Test
  void theFileMayHaveAnyEncodingThatItDeclares() throws IOException {
    String xml =
        "<?xml version='1.0' encoding='UTF-16'?>"
            + "<consent xmlns='urn:cookieward:consent:1'><site name='K\u00e4se'/></consent>";
    SettingsBuilder settings =
        ConsentXml.read(new ByteArrayInputStream(xml.getBytes(UTF_16)), "consent.xml");
    assertThat(settings.build().siteName()).isEqualTo("K\u00e4se");
  }

  @Test
  void bytesThatAreNoTextAreADeployersMistakeAndNoFailure() {
    byte[] xml =
        "<consent xmlns='urn:cookieward:consent:1'><site name='x'/></consent>".getBytes(UTF_8);
    xml[xml.length - 16] = (byte) 0xff;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConsentXml.read(new ByteArrayInputStream(xml), "consent.xml"))
        .withMessageStartingWith("consent.xml")
        .withMessageContaining("UTF-8");
    assertThatIllegalArgumentException().isThrownBy(() -> read(""));
  }

  @Test
  void anEditorFindsAWordOnEveryElementAndAttributeOfTheGrammar() throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
    factory.setNamespaceAware(true);
    Element schema;
    try (InputStream in =
        Objects.requireNonNull(ConsentXml.class.getResourceAsStream("consent.xsd"))) {
      schema = factory.newDocumentBuilder().parse(in).getDocumentElement();
    }
    List<String> silent = new ArrayList<>();
    for (String kind : List.of("element", "attribute")) {
      NodeList all = schema.getElementsByTagNameNS(XMLConstants.W3C_XML_SCHEMA_NS_URI, kind);
      assertThat(all.getLength()).isGreaterThan(10);
      for (int i = 0; i < all.getLength(); i++) {
        Element one = (Element) all.item(i);
        Element first = (Element) one.getElementsByTagNameNS("*", "documentation").item(0);
        if (first == null
            || first.getParentNode().getParentNode() != one
            || first.getTextContent().isBlank()) {
          silent.add(kind + " " + one.getAttribute("name"));
        }
      }
    }
    assertThat(silent).isEmpty();
  }
}
