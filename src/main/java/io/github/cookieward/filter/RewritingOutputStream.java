package io.github.cookieward.filter;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The container's stream, with the body looked at on its way. */
final class RewritingOutputStream extends ServletOutputStream {
  private final ServletOutputStream container;
  private final ResponseBody body;
  private final EnforcingResponse response;

  RewritingOutputStream(
      ServletOutputStream container, ResponseBody body, EnforcingResponse response) {
    this.container = container;
    this.body = body;
    this.response = response;
  }

  boolean wraps(ServletOutputStream other) {
    return container == other;
  }

  @Override
  public void write(int b) throws IOException {
    if (body.passes()) {
      container.write(b);
    } else {
      body.write(new byte[] {(byte) b}, 0, 1);
    }
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    write(bytes, 0, bytes.length);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (!body.passes() && length > 0) {
      body.decideNow();
    }
    if (body.passes()) {
      container.write(bytes, offset, length);
    } else {
      body.write(bytes, offset, length);
    }
  }

  /** Every other way to print comes here; what the characters become is the container's affair. */
  @Override
  public void print(@Nullable String text) throws IOException {
    body.decideNow();
    if (body.passes()) {
      container.print(text);
    } else {
      write(encoded(text == null ? "null" : text));
    }
  }

  private byte[] encoded(String text) throws IOException {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0x7f) {
        return encodesItself() ? text.getBytes(charset()) : latin1(text);
      }
    }
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] latin1(String text) throws IOException {
    if (text.chars().anyMatch(c -> c > 0xff)) {
      throw new CharConversionException("not an ISO 8859-1 character");
    }
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Jetty's stream prints in the response's charset, where the API says ISO 8859-1. */
  private boolean encodesItself() {
    try {
      return container.getClass().getMethod("print", String.class).getDeclaringClass()
          != ServletOutputStream.class;
    } catch (NoSuchMethodException e) {
      return false;
    }
  }

  private Charset charset() {
    String name = response.getCharacterEncoding();
    return name == null ? StandardCharsets.ISO_8859_1 : Charset.forName(name);
  }

  @Override
  public void flush() throws IOException {
    response.audit();
    if (response.depart()) {
      return;
    }
    body.flush();
    if (!body.holdsTheHead() && !body.isBusy()) {
      container.flush();
    }
  }

  @Override
  public void close() throws IOException {
    if (response.depart()) {
      return;
    }
    if (body.finishOrWait(this::closeLate)) {
      container.close();
    }
  }

  private void closeLate() {
    try {
      container.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public boolean isReady() {
    return container.isReady();
  }

  @Override
  public void setWriteListener(@Nullable WriteListener listener) {
    if (listener == null) {
      container.setWriteListener(null); // the container says what it thinks of that
      return;
    }
    container.setWriteListener(new GuardedWriteListener(listener, body));
    body.writesWithoutBlocking();
  }
}
