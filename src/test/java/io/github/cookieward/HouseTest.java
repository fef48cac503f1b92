package io.github.cookieward;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The rooms of the house and the arrows between them: an arrow means "may import". */
class HouseTest {
  private static final String ROOT = "io.github.cookieward.";
  private static final JavaClasses HOUSE =
      new ClassFileImporter().importPath(Path.of("target/classes"));

  private static final String[] CORE = {
    ROOT + "consent..",
    ROOT + "http..",
    ROOT + "html..",
    ROOT + "csp..",
    ROOT + "catalogue..",
    ROOT + "enforcement..",
    ROOT + "ledger..",
    ROOT + "page.."
  };

  /** Every room, with the rooms that it may import. */
  private static final Map<String, List<String>> ARROWS =
      Map.ofEntries(
          Map.entry("consent", List.of()),
          Map.entry("http", List.of()),
          Map.entry("html", List.of()),
          Map.entry("csp", List.of()),
          Map.entry("catalogue", List.of("consent", "http")),
          Map.entry("enforcement", List.of("csp", "html", "catalogue", "consent", "http")),
          Map.entry("ledger", List.of("enforcement", "catalogue", "consent")),
          Map.entry("page", List.of("enforcement", "catalogue", "consent", "html", "http")),
          Map.entry(
              "endpoint", List.of("page", "enforcement", "catalogue", "consent", "csp", "http")),
          Map.entry(
              "filter",
              List.of(
                  "endpoint",
                  "page",
                  "ledger",
                  "enforcement",
                  "catalogue",
                  "consent",
                  "csp",
                  "html",
                  "http")),
          Map.entry(
              "tags",
              List.of(
                  "filter", "endpoint", "page", "enforcement", "catalogue", "consent", "http")));

  private static ArchRule arrow(String room) {
    String[] allowed =
        java.util.stream.Stream.concat(ARROWS.get(room).stream(), java.util.stream.Stream.of(room))
            .map(name -> ROOT + name + "..")
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage(ROOT + room + "..")
        .should()
        .dependOnClassesThat(
            resideInAPackage(ROOT.replaceFirst("[.]$", "..")).and(not(resideInAnyPackage(allowed))))
        .because(room + " may import " + ARROWS.get(room) + " only")
        .allowEmptyShould(true);
  }

  @Test
  void everyRoomIsKnownHere() {
    TreeSet<String> rooms = new TreeSet<>();
    HOUSE.forEach(c -> rooms.add(c.getPackageName().substring(ROOT.length()).split("[.]")[0]));
    assertThat(rooms).contains("consent", "http", "catalogue", "enforcement", "endpoint", "filter");
    assertThat(ARROWS.keySet()).containsAll(rooms);
  }

  @Test
  void theCoreKnowsNoServlet() {
    noClasses()
        .that()
        .resideInAnyPackage(CORE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jakarta..", "javax.servlet..")
        .because("a rule must be testable without a container")
        .check(HOUSE);
  }

  @Test
  void arrowsPointInward() {
    ARROWS.keySet().forEach(room -> arrow(room).check(HOUSE));
  }

  @Test
  void roomsFormNoCircle() {
    slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(HOUSE);
  }

  @Test
  void theLogIsTheSystemsAndNothingIsPrinted() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.util.logging..", "org.slf4j..")
        .orShould()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(HOUSE);
  }

  @Test
  void noCaseIsChangedInTheServersLanguage() {
    noClasses()
        .should()
        .callMethod(String.class, "toLowerCase")
        .orShould()
        .callMethod(String.class, "toUpperCase")
        .because("in Turkish the small letter of I is another one; say Locale.ROOT")
        .check(HOUSE);
  }

  @Test
  void settingsAndDecisionsDoNotChange() {
    classes()
        .that()
        .resideInAnyPackage(ROOT + "consent..", ROOT + "http..")
        .and()
        .haveSimpleNameNotEndingWith("Walk") // reads one text, and is gone
        .should()
        .haveOnlyFinalFields()
        .check(HOUSE);
  }

  @Test
  void theseRulesSeeWhatBreaksThem() {
    JavaClasses broken = new ClassFileImporter().importClasses(Broken.class);
    assertThat(broken).hasSize(1);
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(
            () -> noClasses().should().callMethod(String.class, "toLowerCase").check(broken));
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(
            () ->
                noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("jakarta..")
                    .check(broken));
    // The filter's room breaks the rule of the core, so the rule looks at more than names.
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(
            () ->
                noClasses()
                    .that()
                    .resideInAPackage(ROOT + "filter..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("jakarta..")
                    .check(HOUSE));
  }

  /** What no room may contain. */
  @SuppressWarnings("StringCaseLocaleUsage")
  static final class Broken {
    String lower(jakarta.servlet.http.Cookie cookie) {
      return cookie.getName().toLowerCase() + "I".toLowerCase(Locale.ROOT);
    }
  }
}
