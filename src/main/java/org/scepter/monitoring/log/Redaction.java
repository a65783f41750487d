package org.scepter.monitoring.log;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.scepter.pki.Sha256;
import org.scepter.pki.UnreadableException;
import org.scepter.scep.protocol.GetMessage;

/**
 * Takes out of a request line what a log must not hold. A PKIOperation's message is named by its
 * length and SHA-256, decoded if it can be. Whatever looks like a challenge, a one-time password or
 * a token disappears without a digest, because the digest of a short secret can be guessed. What is
 * shown is what passed every test, so an odd request loses text and never gains any.
 */
final class Redaction {
  static final String HIDDEN = "***";

  /** No query longer than this is shown. */
  static final int MAX_QUERY = 1024;

  private static final int MAX_VALUE = 128;
  private static final int MAX_NAME = 64;

  /** As much as a request's head can hold; longer ones do not reach the application. */
  private static final int MAX_MESSAGE = 131_072;

  private static final int MAX_DECODINGS = 3;

  private static final Set<String> SECRET_NAMES =
      Set.of("code", "key", "sig", "otp", "pin", "pwd", "auth", "state");
  private static final Pattern SECRET_NAME =
      Pattern.compile(
          "password|passwd|challenge|token|secret|authori[sz]ation|credential|assertion");

  private static final Pattern SEPARATORS = Pattern.compile("[-:._,;\\s]");

  /** mscep_admin's passwords have 16 hex digits, challenges and tokens 64. */
  private static final Pattern HEX_RUN = Pattern.compile("[0-9A-Fa-f]{16}");

  private static final Pattern TOKEN_RUN =
      Pattern.compile("(?=[A-Za-z+/=~]*[0-9])(?=[0-9+/=~]*[A-Za-z])[A-Za-z0-9+/=~]{20}");

  /** Longer than any id or serial number that a path of ours names. */
  private static final Pattern PATH_SECRET =
      Pattern.compile("[0-9A-Fa-f]{64}|[A-Za-z0-9_+=~-]{43}");

  private static final Pattern HEADER_SECRET = Pattern.compile("[0-9A-Fa-f]{16,}|[^\\s/;,()]{43,}");

  private Redaction() {}

  /** A query as it may be shown; null and empty stay so. */
  static String query(String raw) {
    if (raw == null || raw.isEmpty()) {
      return raw;
    }
    if (raw.length() > MAX_QUERY && !hasMessage(raw)) {
      return digest(raw);
    }
    boolean isPkiOperation = isPkiOperation(raw);
    StringJoiner shown = new StringJoiner("&");
    for (String pair : raw.split("&", -1)) {
      shown.add(pair(pair, isPkiOperation));
      if (shown.length() > MAX_QUERY) {
        return digest(raw);
      }
    }
    return shown.toString();
  }

  /** A path, or a URL's part before its query, without path parameters and secrets. */
  static String path(String raw) {
    StringJoiner shown = new StringJoiner("/");
    for (String segment : raw.split("/", -1)) {
      int parameters = segment.indexOf(';');
      String name = parameters < 0 ? segment : segment.substring(0, parameters);
      String decoded = decode(name);
      shown.add(decoded == null || PATH_SECRET.matcher(decoded).find() ? HIDDEN : name);
    }
    return shown.toString();
  }

  /** A Referer without its query; null stays null. */
  static String referer(String raw) {
    return raw == null ? null : path(raw.replaceFirst("[?#].*", ""));
  }

  /** Any other header, such as User-Agent; null stays null. */
  static String header(String raw) {
    return raw == null ? null : HEADER_SECRET.matcher(raw).replaceAll(HIDDEN);
  }

  private static String pair(String pair, boolean isPkiOperation) {
    int equals = pair.indexOf('=');
    if (equals < 0) {
      return value(pair);
    }
    String name = pair.substring(0, equals);
    String value = pair.substring(equals + 1);
    if (name.length() > MAX_NAME || isSecret(name)) {
      return HIDDEN + "=" + HIDDEN;
    }
    String plain = decode(name).strip().toLowerCase(Locale.ROOT);
    if (SECRET_NAMES.contains(plain) || SECRET_NAME.matcher(plain).find()) {
      return name + "=" + HIDDEN;
    }
    boolean isMessage = isPkiOperation && "message".equals(plain);
    return name + "=" + (isMessage ? message(value) : value(value));
  }

  /** Of the message itself, as NDES's own log lines name it, whichever way it came. */
  private static String message(String value) {
    try {
      return digest(GetMessage.decode(value, MAX_MESSAGE));
    } catch (UnreadableException e) {
      return digest(value);
    }
  }

  private static String value(String value) {
    if (value.length() <= MAX_VALUE) {
      return isSecret(value) ? HIDDEN : value;
    }
    return digest(value);
  }

  private static boolean hasMessage(String raw) {
    return isPkiOperation(raw) || raw.toLowerCase(Locale.ROOT).contains("message=");
  }

  private static boolean isPkiOperation(String raw) {
    for (String pair : raw.split("&", -1)) {
      if (pair.length() <= MAX_VALUE) {
        String decoded = decode(pair);
        if (decoded != null && decoded.strip().equalsIgnoreCase("operation=PKIOperation")) {
          return true;
        }
      }
    }
    return false;
  }

  private static String digest(String text) {
    return digest(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String digest(byte[] bytes) {
    return "(length:" + bytes.length + ";sha256:" + Sha256.of(bytes).hex() + ")";
  }

  private static boolean isSecret(String text) {
    String decoded = decode(text);
    if (decoded == null) {
      return true;
    }
    String dense = SEPARATORS.matcher(decoded).replaceAll("");
    return HEX_RUN.matcher(dense).find() || TOKEN_RUN.matcher(dense).find();
  }

  /** Null if it is encoded more often than anyone in good faith does. */
  private static String decode(String text) {
    String now = text;
    for (int i = 0; i < MAX_DECODINGS; i++) {
      String next = decodeOnce(now);
      if (next.equals(now)) {
        return now;
      }
      now = next;
    }
    return null;
  }

  private static String decodeOnce(String text) {
    StringBuilder decoded = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int high = c == '%' && i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
      int low = high < 0 ? -1 : Character.digit(text.charAt(i + 2), 16);
      if (low >= 0) {
        decoded.append((char) (high << 4 | low));
        i += 2;
      } else {
        decoded.append(c == '+' ? ' ' : c);
      }
    }
    return decoded.toString();
  }
}
