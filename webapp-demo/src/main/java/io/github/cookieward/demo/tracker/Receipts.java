package io.github.cookieward.demo.tracker;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The tracker's memory: the last 500 receipts, newest first. For many threads. */
final class Receipts {
  private static final int LIMIT = 500;

  private final Deque<Receipt> receipts = new ArrayDeque<>();

  synchronized void add(Receipt receipt) {
    receipts.addFirst(receipt);
    if (receipts.size() > LIMIT) {
      receipts.removeLast();
    }
  }

  synchronized List<Receipt> all() {
    return List.copyOf(receipts);
  }

  List<Receipt> about(String subject) {
    return all().stream().filter(r -> r.subject().equals(subject)).toList();
  }
}
