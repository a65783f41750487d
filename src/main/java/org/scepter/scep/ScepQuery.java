package org.scepter.scep;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.scepter.pki.UnreadableException;

/**
 * The query of a SCEP request, read from its raw form, since servers decode it each in their own
 * way: parameter names without regard to case, {@code +} kept, because Apple's clients escape only
 * {@code =} in base64 (jscep and step-ca met the same).
 */
final class ScepQuery {
  private static final int MAX_PARAMETERS = 16;

  private final Optional<String> operation;
  private final Optional<String> message;

  private ScepQuery(Optional<String> operation, Optional<String> message) {
    this.operation = operation;
    this.message = message;
  }

  /**
   * @param raw as it stands in the request line, null without a query; its length is bounded before
   * @throws UnreadableException if an escape is broken, a parameter that counts stands there twice,
   *     or there are too many
   */
  static ScepQuery read(String raw) throws UnreadableException {
    List<String> operations = new ArrayList<>();
    List<String> messages = new ArrayList<>();
    String[] parameters = raw == null ? new String[0] : raw.split("&", MAX_PARAMETERS + 1);
    if (parameters.length > MAX_PARAMETERS) {
      throw new UnreadableException("the query has more than " + MAX_PARAMETERS + " parameters");
    }
    for (String parameter : parameters) {
      int equals = parameter.indexOf('=');
      String name = equals < 0 ? parameter : parameter.substring(0, equals);
      String value = equals < 0 ? "" : parameter.substring(equals + 1);
      if ("operation".equalsIgnoreCase(name)) {
        operations.add(decoded(value));
      } else if ("message".equalsIgnoreCase(name)) {
        messages.add(value);
      }
    }
    return new ScepQuery(single(operations), single(messages));
  }

  private static Optional<String> single(List<String> values) throws UnreadableException {
    if (values.size() > 1) {
      throw new UnreadableException("the query repeats a parameter");
    }
    return values.stream().findFirst();
  }

  /** The operation's name as sent; empty for the bare URL. */
  Optional<String> operation() {
    return operation;
  }

  /**
   * The message parameter, percent-decoded. GetCACaps and GetCACert carry anything there, so only
   * what needs it decodes it.
   *
   * @throws UnreadableException if it is missing or an escape is broken
   */
  String message() throws UnreadableException {
    if (message.isEmpty()) {
      throw new UnreadableException("the query has no message");
    }
    return decoded(message.get());
  }

  private static String decoded(String text) throws UnreadableException {
    if (text.indexOf('%') < 0) {
      return text;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        bytes.write(octet(text, i + 1));
        i += 2;
      } else {
        bytes.write(c < 0x80 ? c : '?');
      }
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  private static int octet(String text, int at) throws UnreadableException {
    if (at + 2 <= text.length()) {
      int high = Character.digit(text.charAt(at), 16);
      int low = Character.digit(text.charAt(at + 1), 16);
      if (high >= 0 && low >= 0) {
        return high << 4 | low;
      }
    }
    throw new UnreadableException("the query has a broken escape");
  }
}
