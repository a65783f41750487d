package org.scepter.platform.arrival;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the proxies on a request's way have written, read from the end: the last is the nearest one,
 * and whatever stands before an entry that is not believed is never looked at. A quotation mark
 * that a client left open so hides nothing that a proxy added.
 */
final class Hops {
  // Java would look up 192.0.2.256 as a name.
  private static final String OCTET = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
  private static final Pattern OCTETS = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
  private static final Pattern WITH_PORT = Pattern.compile("([0-9.]+):\\d{1,5}");
  private static final Pattern BRACKETED = Pattern.compile("\\[([0-9a-fA-F:.]+)](:\\d{1,5})?");
  private static final Pattern GROUPS = Pattern.compile("[0-9a-fA-F.]*:[0-9a-fA-F:.]*");
  private static final Pattern FOR =
      Pattern.compile("(?:^|;)\\s*for\\s*=\\s*(\"[^\"]*\"|[^\";,\\s]*)\\s*(?=;|$)");
  private static final int LONGEST_ENTRY = 512;

  private final ProxyHeader header;
  private final List<String> lines;
  private int line;
  private int end;

  /**
   * @param lines the field's values in the order of the head
   */
  Hops(ProxyHeader header, List<String> lines) {
    this.header = header;
    this.lines = List.copyOf(lines);
    this.line = lines.size() - 1;
    this.end = lines.isEmpty() ? -1 : lines.get(line).length();
  }

  boolean hasMore() {
    return line >= 0;
  }

  /** The address that the next entry names, in Java's spelling; empty if it names none. */
  Optional<String> next() {
    String text = lines.get(line);
    int comma = commaBefore(text, end);
    String entry = text.substring(comma + 1, end).strip();
    if (comma < 0) {
      line--;
      end = line < 0 ? -1 : lines.get(line).length();
    } else {
      end = comma;
    }
    return entry.length() > LONGEST_ENTRY ? Optional.empty() : address(entry);
  }

  private static int commaBefore(String text, int end) {
    boolean isQuoted = false;
    for (int i = end - 1; i >= 0; i--) {
      char at = text.charAt(i);
      if (at == '"') {
        isQuoted = !isQuoted;
      } else if (at == ',' && !isQuoted) {
        return i;
      }
    }
    return -1;
  }

  private Optional<String> address(String entry) {
    if (header == ProxyHeader.X_FORWARDED_FOR) {
      return literal(entry);
    }
    Matcher pair = FOR.matcher(entry.toLowerCase(Locale.ROOT));
    return pair.find() ? literal(pair.group(1).replace("\"", "")) : Optional.empty();
  }

  private static Optional<String> literal(String node) {
    Matcher bracketed = BRACKETED.matcher(node);
    Matcher withPort = WITH_PORT.matcher(node);
    String bare = node;
    if (bracketed.matches()) {
      bare = bracketed.group(1);
    } else if (withPort.matches()) {
      bare = withPort.group(1);
    }
    if (!OCTETS.matcher(bare).matches() && !GROUPS.matcher(bare).matches()) {
      return Optional.empty();
    }
    try {
      // A literal: nothing is looked up.
      return Optional.of(InetAddress.getByName(bare).getHostAddress());
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
