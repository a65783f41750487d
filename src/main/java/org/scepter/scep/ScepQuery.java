package org.scepter.scep;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scepter.pki.UnreadableException;

/**
 * The query of a SCEP request, read from its raw form, since servers decode it each in their own
 * way. Parameter names count without regard to case.
 *
 * @param operation what is asked
 * @param message the message as it stands in the query, escapes and all; empty if there is none.
 *     Only PKIOperation looks at it: with the others devices send anything.
 */
record ScepQuery(Operation operation, Optional<String> message) {
  private static final int MAX_PARAMETERS = 16;
  private static final Pattern ESCAPE = Pattern.compile("%([0-9a-fA-F]{2})?");

  ScepQuery {
    Objects.requireNonNull(operation);
    Objects.requireNonNull(message);
  }

  /**
   * @param raw as it stands in the request line, null without a query; its length is bounded before
   * @throws UnreadableException if the operation is unknown, a parameter that counts stands there
   *     twice, or there are too many
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
        operations.add(value);
      } else if ("message".equalsIgnoreCase(name)) {
        messages.add(value);
      }
    }
    return new ScepQuery(operation(single(operations)), single(messages));
  }

  private static Operation operation(Optional<String> name) throws UnreadableException {
    if (name.isEmpty()) {
      return Operation.BARE_URL;
    }
    return Operation.named(decoded(name.get()))
        .orElseThrow(() -> new UnreadableException("the operation is not known"));
  }

  private static Optional<String> single(List<String> values) throws UnreadableException {
    if (values.size() > 1) {
      throw new UnreadableException("the query repeats a parameter");
    }
    return values.stream().findFirst();
  }

  private static String decoded(String text) throws UnreadableException {
    Matcher escape = ESCAPE.matcher(text);
    StringBuilder plain = new StringBuilder(text.length());
    while (escape.find()) {
      if (escape.group(1) == null) {
        throw new UnreadableException("the query has a broken escape");
      }
      char octet = (char) Integer.parseInt(escape.group(1), 16);
      escape.appendReplacement(plain, Matcher.quoteReplacement(String.valueOf(octet)));
    }
    return escape.appendTail(plain).toString();
  }

  /** Without the message: it carries a challenge. */
  @Override
  public String toString() {
    return operation + (message.isPresent() ? " with a message" : "");
  }
}
