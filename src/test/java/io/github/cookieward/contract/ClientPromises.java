package io.github.cookieward.contract;

import static io.github.cookieward.contract.Site.ON;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the endpoint says to visitors and to other clients is the same on every server. */
interface ClientPromises extends Visits {
  @Test
  default void aLanguageThatTheSiteAddsIsServed() {
    RawResponse page =
        send(RawRequest.get(ON.path("/consent")).with("Accept-Language", "hu-HU,de;q=0.5"));
    assertThat(page.text())
        .contains("<html lang=\"hu\" dir=\"ltr\">", "<h1>Sütibeállítások</h1>", "Mentés")
        .contains("<span lang=\"en\" dir=\"ltr\">Accept all</span>", ">Magyar</option>");
  }
}
