package io.github.cookieward.leaks;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the visitor has said when the pages are visited. */
enum State {
  /** Nothing yet. */
  UNDECIDED,
  /** No to all. */
  REJECTED,
  /** Yes to all. */
  ACCEPTED,
  /** Yes to all, then, after a visit, no to all. */
  WITHDRAWN,
  /** Nothing yet, and yes to all in the open page; where a test says it alone. */
  GRANTED;

  /** One visitor each: the states in the order in which that visitor comes to them. */
  static final List<List<State>> WAYS =
      List.of(
          List.of(UNDECIDED), List.of(REJECTED), List.of(ACCEPTED, WITHDRAWN), List.of(GRANTED));

  /** What the table of results tells of. */
  static final List<State> TOLD = List.of(UNDECIDED, REJECTED, ACCEPTED, WITHDRAWN);

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What the visitor sends to come to it from the state before. */
  Optional<String> answer() {
    return Optional.ofNullable(
        switch (this) {
          case UNDECIDED, GRANTED -> null;
          case REJECTED -> "reject-all";
          case ACCEPTED -> "accept-all";
          case WITHDRAWN -> "withdraw";
        });
  }

  /** The states on the way to this one, and this one. */
  List<State> way() {
    List<State> whole = WAYS.stream().filter(way -> way.contains(this)).findFirst().orElseThrow();
    return whole.subList(0, whole.indexOf(this) + 1);
  }
}
