package io.github.cookieward.catalogue;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Values by host, found by the end of a longer text without cutting it out: whoever looks up walks
 * from the last character to the first, {@link #step} by step, and asks at each label. Filled by
 * one thread, then read by any.
 */
final class HostTable<V> {
  static final int START = 0x811C9DC5;

  private int[] hashes;
  private @Nullable String[] keys;
  private @Nullable Object[] values;
  private int size;

  HostTable() {
    this(4);
  }

  private HostTable(int capacity) {
    hashes = new int[capacity];
    keys = new String[capacity];
    values = new Object[capacity];
  }

  /** The hash of a text by the hash of what follows its first character. */
  static int step(int hash, char c) {
    return (hash ^ c) * 0x01000193;
  }

  private static int hash(String key) {
    int hash = START;
    for (int i = key.length() - 1; i >= 0; i--) {
      hash = step(hash, key.charAt(i));
    }
    return hash;
  }

  boolean isEmpty() {
    return size == 0;
  }

  void put(String key, V value) {
    if (size * 3 >= keys.length) {
      grow();
    }
    int slot = slot(key, 0, key.length(), hash(key));
    size += keys[slot] == null ? 1 : 0;
    hashes[slot] = hash(key);
    keys[slot] = key;
    values[slot] = value;
  }

  private void grow() {
    HostTable<V> larger = new HostTable<>(keys.length * 4);
    for (int i = 0; i < keys.length; i++) {
      String key = keys[i];
      if (key != null) {
        int slot = larger.slot(key, 0, key.length(), hashes[i]);
        larger.hashes[slot] = hashes[i];
        larger.keys[slot] = key;
        larger.values[slot] = values[i];
      }
    }
    hashes = larger.hashes;
    keys = larger.keys;
    values = larger.values;
  }

  private int slot(String text, int from, int to, int hash) {
    int mask = hashes.length - 1;
    int slot = (hash ^ hash >>> 15) & mask;
    while (true) {
      String key = keys[slot];
      if (key == null
          || (hashes[slot] == hash && key.length() == to - from && text.startsWith(key, from))) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
  }

  @Nullable V get(String key) {
    return get(key, 0, key.length(), hash(key));
  }

  /** The value of a part of a text, by its hash. */
  @SuppressWarnings("unchecked") // only put fills it
  @Nullable V get(String text, int from, int to, int hash) {
    return (V) values[slot(text, from, to, hash)];
  }

  /** The value of the longest end of a host that is in the table, at a label's beginning. */
  @Nullable V longest(String host) {
    int end = endOf(host);
    int hash = START;
    V found = null;
    for (int i = end - 1; i >= 0; i--) {
      hash = step(hash, host.charAt(i));
      if (i == 0 || host.charAt(i - 1) == '.') {
        V value = get(host, i, end, hash);
        found = value == null ? found : value;
      }
    }
    return found;
  }

  /** Where a host ends for those who compare it: a dot behind it makes no other host. */
  static int endOf(String host) {
    return host.endsWith(".") ? host.length() - 1 : host.length();
  }

  @Override
  public String toString() {
    return Arrays.toString(keys);
  }
}
