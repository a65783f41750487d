package org.scepter.pki;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bouncycastle.asn1.x500.style.BCStyle;

/**
 * A distinguished name in the text form of RFC 4514, but in the order in which it is encoded.
 * Bouncy Castle's own reader and writer are not used: they lose a leading backslash.
 *
 * @param rdns relative names in their order, each with at least one attribute
 */
public record WrittenName(List<List<Attribute>> rdns) {
  private static final String ESCAPED = "\"+,;<=>\\";

  /**
   * One attribute.
   *
   * @param oid its type, dotted
   * @param value its value without any escapes
   */
  public record Attribute(String oid, String value) {
    public Attribute {
      Objects.requireNonNull(oid);
      Objects.requireNonNull(value);
    }
  }

  public WrittenName {
    rdns = rdns.stream().map(List::copyOf).toList();
  }

  /**
   * Reads {@code CN=phone\, red,O=Example}: escapes and quoted values as RFC 4514 §2.4 and RFC 2253
   * §4 have them, attribute types by their common short names or as dotted OIDs.
   *
   * @throws UnreadableException if it is no name
   */
  public static WrittenName parse(String text) throws UnreadableException {
    return new WrittenName(new Parser(text).name());
  }

  /** {@code value} so that a reader of RFC 4514 gets it back. */
  public static String escape(String value) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean edge = i == 0 || i == value.length() - 1;
      if (ESCAPED.indexOf(c) >= 0 || (c == ' ' && edge) || (c == '#' && i == 0)) {
        escaped.append('\\').append(c);
      } else if (c < 0x20 || c == 0x7f) {
        escaped.append(String.format("\\%02X", (int) c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }

  private static final class Parser {
    private final String text;
    private int at;

    Parser(String text) {
      this.text = text;
    }

    List<List<Attribute>> name() throws UnreadableException {
      List<List<Attribute>> rdns = new ArrayList<>();
      if (text.isBlank()) {
        return rdns;
      }
      List<Attribute> rdn = new ArrayList<>();
      while (true) {
        rdn.add(new Attribute(type(), value()));
        boolean ended = at >= text.length();
        if (ended || text.charAt(at) == ',') {
          rdns.add(rdn);
          rdn = new ArrayList<>();
        }
        if (ended) {
          return rdns;
        }
        at++;
      }
    }

    private String type() throws UnreadableException {
      int equals = text.indexOf('=', at);
      if (equals < 0) {
        throw new UnreadableException("a name is written TYPE=value,TYPE=value");
      }
      String type = text.substring(at, equals).strip();
      at = equals + 1;
      try {
        return BCStyle.INSTANCE.attrNameToOID(type).getId();
      } catch (IllegalArgumentException e) {
        throw new UnreadableException("\"" + type + "\" is no known attribute type", e);
      }
    }

    private String value() throws UnreadableException {
      skipBlanks();
      if (peek() == '#') {
        throw new UnreadableException("values in hexadecimal are not accepted");
      }
      return peek() == '"' ? quoted() : plain();
    }

    private String plain() throws UnreadableException {
      StringBuilder value = new StringBuilder();
      int kept = 0;
      while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != '+') {
        char c = text.charAt(at);
        if (c == '\\') {
          value.append(escape());
          kept = value.length();
        } else if (c == '"') {
          throw new UnreadableException("a quotation mark inside a value must be escaped");
        } else {
          value.append(c);
          at++;
          kept = c == ' ' ? kept : value.length();
        }
      }
      return value.substring(0, kept);
    }

    private String quoted() throws UnreadableException {
      StringBuilder value = new StringBuilder();
      at++;
      while (peek() != '"') {
        if (at >= text.length()) {
          throw new UnreadableException("a quotation mark is not closed");
        }
        value.append(peek() == '\\' ? escape() : String.valueOf(text.charAt(at++)));
      }
      at++;
      skipBlanks();
      if (at < text.length() && peek() != ',' && peek() != '+') {
        throw new UnreadableException("a quoted value ends with its quotation mark");
      }
      return value.toString();
    }

    /** One escaped character, or a run of hex pairs that together are UTF-8. */
    private String escape() throws UnreadableException {
      ByteArrayOutputStream octets = new ByteArrayOutputStream();
      while (peek() == '\\' && isHexPair(at + 1)) {
        octets.write(Integer.parseInt(text.substring(at + 1, at + 3), 16));
        at += 3;
      }
      if (octets.size() > 0) {
        return utf8(octets.toByteArray());
      }
      if (at + 1 >= text.length() || !special()) {
        throw new UnreadableException("a backslash stands before a special character or hex pair");
      }
      at += 2;
      return String.valueOf(text.charAt(at - 1));
    }

    private boolean special() {
      return ESCAPED.indexOf(text.charAt(at + 1)) >= 0 || " #".indexOf(text.charAt(at + 1)) >= 0;
    }

    private boolean isHexPair(int from) {
      return from + 2 <= text.length()
          && Character.digit(text.charAt(from), 16) >= 0
          && Character.digit(text.charAt(from + 1), 16) >= 0;
    }

    private static String utf8(byte[] octets) throws UnreadableException {
      try {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
      } catch (CharacterCodingException e) {
        throw new UnreadableException("hex pairs are no UTF-8", e);
      }
    }

    private char peek() {
      return at < text.length() ? text.charAt(at) : '\0';
    }

    private void skipBlanks() {
      while (peek() == ' ') {
        at++;
      }
    }
  }
}
