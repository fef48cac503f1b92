package io.github.cookieward.enforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.cookieward.catalogue.Destination;
import io.github.cookieward.consent.Category;
import io.github.cookieward.enforcement.FilterListSource.Format;
import io.github.cookieward.http.WebUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilterListsTest {
  private static final WebUrl PAGE = WebUrl.parse("https://shop.example/", null).orElseThrow();

  @TempDir Path folder;
  private Path file;
  private Path second;
  private long now;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("My List.txt"), "||t.example^\n||u.example^\n");
    second = Files.writeString(folder.resolve("hosts"), "0.0.0.0 h.example\n");
  }

  private FilterLists lists(FilterListSource... sources) {
    return new FilterLists(List.of(sources), () -> now, Runnable::run);
  }

  private FilterListSource source(Path path, Format format) {
    return new FilterListSource(path, format, Category.ANALYTICS);
  }

  private static String found(FilterLists lists, String host) {
    WebUrl url = WebUrl.parse("https://" + host + "/", null).orElseThrow();
    return lists
        .find(url, Destination.SCRIPT, PAGE)
        .map(found -> found.service().id())
        .orElse("none");
  }

  @Test
  void whatAListBlocksBelongsToAServiceOfItsName() {
    FilterLists lists = lists(source(file, Format.ADBLOCK), source(second, Format.HOSTS));

    assertThat(found(lists, "t.example")).isEqualTo("filter-list-my-list-txt");
    assertThat(found(lists, "h.example")).isEqualTo("filter-list-hosts");
    assertThat(found(lists, "x.example")).isEqualTo("none");
  }

  @Test
  void theServiceIsKnownToTheCatalogue() {
    Settings settings = Settings.builder().filterList(source(file, Format.ADBLOCK)).build();

    assertThat(settings.catalogue().service("filter-list-my-list-txt"))
        .hasValueSatisfying(service -> assertThat(service.thirdParty()).isTrue());
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Settings.builder()
                    .filterList(source(file, Format.ADBLOCK))
                    .filterList(source(file, Format.ADBLOCK))
                    .build())
        .withMessageContaining("another name");
  }

  @Test
  void anExceptionOfOneListHoldsForAll() throws IOException {
    Files.writeString(second, "@@||t.example^\n||v.example^\n");

    FilterLists lists = lists(source(file, Format.ADBLOCK), source(second, Format.ADBLOCK));

    assertThat(found(lists, "t.example")).isEqualTo("none");
    assertThat(found(lists, "u.example")).isEqualTo("filter-list-my-list-txt");
  }

  @Test
  void aListThatCannotBeUsedStopsTheStart() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty"), "! nothing\n");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> lists(source(folder.resolve("absent"), Format.ADBLOCK)))
        .withMessageContainingAll("filter-list", "absent", "put the list there");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> lists(source(empty, Format.ADBLOCK)))
        .withMessageContainingAll("empty", "no rule", "format=\"hosts\"");
  }

  @Test
  void aChangedListIsReadAgainAfterAWhile() throws IOException {
    FilterLists lists = lists(source(file, Format.ADBLOCK));
    Files.writeString(file, "||new.example^\n");

    assertThat(found(lists, "new.example")).as("too soon").isEqualTo("none");
    now += Duration.ofSeconds(5).toNanos();
    assertThat(found(lists, "new.example")).isNotEqualTo("none");
    assertThat(found(lists, "t.example")).isEqualTo("none");
  }

  @Test
  void whatWasFoundOutByAnOldVersionIsForgotten() throws IOException {
    FilterLists lists = lists(source(file, Format.ADBLOCK));
    KnownAddresses known = new KnownAddresses();
    Place place = new Place(PAGE, "");
    KnownAddresses.OfOrigin before = known.of(place, lists.version());
    assertThat(known.of(place, lists.version())).isSameAs(before);

    Files.writeString(file, "||other.example^\n");
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
    now += Duration.ofMinutes(1).toNanos();
    lists.version(); // has it read

    assertThat(known.of(place, lists.version())).isNotSameAs(before);
  }

  @Test
  void aBrokenNewVersionKeepsTheOldOne() throws IOException {
    FilterLists lists = lists(source(file, Format.ADBLOCK));
    Files.writeString(file, "");
    now += Duration.ofSeconds(5).toNanos();
    assertThat(found(lists, "t.example")).isNotEqualTo("none");
    Files.delete(file);
    now += Duration.ofSeconds(5).toNanos();
    assertThat(found(lists, "t.example")).isNotEqualTo("none");
    Files.writeString(file, "||mended.example^\n");
    now += Duration.ofSeconds(5).toNanos();
    assertThat(found(lists, "mended.example")).isNotEqualTo("none");
  }
}
