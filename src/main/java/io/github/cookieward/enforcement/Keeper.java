package io.github.cookieward.enforcement;

import io.github.cookieward.consent.Consent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Keeps what a visitor answers: in the browser, and where somebody is signed in beyond it. */
public interface Keeper {
  /** Keeps answers in the browser alone. */
  Keeper BROWSER =
      new Keeper() {
        @Override
        public Optional<Answered> keep(
            Enforcement before, Function<Enforcement, Consent> weighing) {
          Consent consent = weighing.apply(before);
          return before
              .enforcer()
              .setCookies(consent, before.isSecure())
              .map(
                  fields -> {
                    List<String> all = new ArrayList<>(fields);
                    all.addAll(before.recent().with(before, weighing, consent));
                    return new Answered(before.with(consent), all);
                  });
        }

        @Override
        public Answered settle(Enforcement before, Conflict.Side side, String shown) {
          return new Answered(before, List.of());
        }
      };

  /**
   * Keeps what follows from an answer.
   *
   * @param before what held when the visitor answered
   * @param weighing what follows from what holds; it may be asked again, with what holds by then
   * @return empty where too many services were chosen one by one
   */
  Optional<Answered> keep(Enforcement before, Function<Enforcement, Consent> weighing);

  /**
   * Lets one of two answers hold. Nothing is done where there is no conflict, or another one than
   * the visitor saw.
   *
   * @param shown the {@linkplain Conflict#fingerprint fingerprint} of the conflict that was shown
   */
  Answered settle(Enforcement before, Conflict.Side side, String shown);
}
