package io.github.cookieward.html;

import java.util.Arrays;

/** Bytes that grow. */
final class Bytes {
  private byte[] bytes;
  private int length;

  Bytes(int expected) {
    bytes = new byte[expected];
  }

  void add(byte[] source) {
    add(source, 0, source.length);
  }

  void add(byte[] source, int from, int to) {
    if (length + to - from > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + to - from));
    }
    System.arraycopy(source, from, bytes, length, to - from);
    length += to - from;
  }

  /** The same, with no more room than it needs. */
  Bytes trimmed() {
    Bytes trimmed = new Bytes(length);
    trimmed.add(bytes, 0, length);
    return trimmed;
  }

  byte[] array() {
    return bytes;
  }

  int length() {
    return length;
  }
}
