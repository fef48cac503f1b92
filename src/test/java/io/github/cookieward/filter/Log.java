package io.github.cookieward.filter;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What is logged while this is open, by us and by the server. */
final class Log extends Handler implements AutoCloseable {
  private static final Logger ROOT = Logger.getLogger("");

  private final List<LogRecord> records = new CopyOnWriteArrayList<>();

  Log() {
    ROOT.addHandler(this);
  }

  @Override
  public void publish(LogRecord record) {
    records.add(record);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    ROOT.removeHandler(this);
  }

  /** Our own messages, as a person reads them. */
  List<String> ours() {
    SimpleFormatter formatter = new SimpleFormatter();
    return records.stream()
        .filter(record -> record.getLoggerName().startsWith("io.github.cookieward"))
        .map(formatter::formatMessage)
        .toList();
  }

  /** Everybody's warnings with an exception, as text. */
  List<String> exceptions() {
    return records.stream()
        .filter(record -> record.getThrown() != null)
        .filter(record -> record.getLevel().intValue() >= Level.INFO.intValue())
        .map(record -> record.getLoggerName() + ": " + record.getThrown())
        .toList();
  }
}
