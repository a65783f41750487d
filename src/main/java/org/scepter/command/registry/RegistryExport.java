package org.scepter.command.registry;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Reads a {@code .reg} file as regedit and {@code reg export} write it: UTF-16 with a byte order
 * mark (version 5.00), or UTF-8 or Windows-1252 (REGEDIT4 and files that were edited).
 */
final class RegistryExport {
  /** A whole MSCEP key has less than 20 KiB. */
  static final int MAX_BYTES = 1_048_576;

  private static final int MAX_VALUES = 10_000;
  private static final String VERSION_5 = "Windows Registry Editor Version 5.00";
  private static final String VERSION_4 = "REGEDIT4";
  private static final Pattern BYTES =
      Pattern.compile("hex(\\([0-9a-f]{1,8}\\))?:[0-9a-f, \\t]*", Pattern.CASE_INSENSITIVE);

  private final List<String> lines;
  private final List<RegistryValue> values = new ArrayList<>();
  private int at;
  private String key = "";

  private RegistryExport(List<String> lines) {
    this.lines = lines;
  }

  /** The values in their order. */
  static List<RegistryValue> read(byte[] file) throws UnreadableExportException {
    if (file.length > MAX_BYTES) {
      throw new UnreadableExportException("it is longer than " + MAX_BYTES + " bytes");
    }
    return new RegistryExport(text(file).lines().toList()).read();
  }

  private static String text(byte[] file) throws UnreadableExportException {
    if (startsWith(file, 0xff, 0xfe)) {
      return decoded(file, 2, StandardCharsets.UTF_16LE);
    }
    if (startsWith(file, 0xfe, 0xff)) {
      return decoded(file, 2, StandardCharsets.UTF_16BE);
    }
    int mark = startsWith(file, 0xef, 0xbb, 0xbf) ? 3 : 0;
    try {
      return decoded(file, mark, StandardCharsets.UTF_8);
    } catch (UnreadableExportException e) {
      return decoded(file, mark, Charset.forName("windows-1252"));
    }
  }

  private static boolean startsWith(byte[] file, int... mark) {
    for (int i = 0; i < mark.length; i++) {
      if (file.length <= i || (file[i] & 0xff) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  private static String decoded(byte[] file, int from, Charset charset)
      throws UnreadableExportException {
    try {
      return charset
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(file, from, file.length - from))
          .toString();
    } catch (CharacterCodingException e) {
      throw new UnreadableExportException("its text is broken " + charset);
    }
  }

  private List<RegistryValue> read() throws UnreadableExportException {
    String head = lines.isEmpty() ? "" : lines.get(0).strip();
    if (!head.equalsIgnoreCase(VERSION_5) && !head.equalsIgnoreCase(VERSION_4)) {
      throw new UnreadableExportException(
          "its first line is neither \"" + VERSION_5 + "\" nor \"" + VERSION_4 + "\"");
    }
    at = 1;
    while (at < lines.size()) {
      String line = lines.get(at).strip();
      if (line.startsWith("[")) {
        key = key(line);
      } else if (!line.isEmpty() && !line.startsWith(";")) {
        values.add(value(line));
        if (values.size() > MAX_VALUES) {
          throw fault("it has more than " + MAX_VALUES + " values");
        }
      }
      at++;
    }
    return List.copyOf(values);
  }

  private String key(String line) throws UnreadableExportException {
    if (!line.endsWith("]") || line.startsWith("[-")) {
      throw fault("this is no key of an export");
    }
    return line.substring(1, line.length() - 1);
  }

  private RegistryValue value(String line) throws UnreadableExportException {
    if (key.isEmpty()) {
      throw fault("a value stands before the first key");
    }
    int nameEnd = line.startsWith("@") ? 1 : quoteEnd(line, 0);
    String name = line.startsWith("@") ? "" : unescaped(line.substring(1, nameEnd - 1));
    String rest = line.substring(nameEnd).strip();
    if (!rest.startsWith("=")) {
      throw fault("a value is written \"name\"=data");
    }
    return data(name, rest.substring(1).strip());
  }

  private RegistryValue data(String name, String written) throws UnreadableExportException {
    if (written.startsWith("\"")) {
      int end = quoteEnd(written, 0);
      if (end != written.length()) {
        throw fault("something follows the text");
      }
      return new RegistryValue(
          key, name, RegistryValue.Kind.TEXT, unescaped(written.substring(1, end - 1)));
    }
    String lower = written.toLowerCase(Locale.ROOT);
    if (lower.matches("dword:[0-9a-f]{1,8}")) {
      return new RegistryValue(
          key,
          name,
          RegistryValue.Kind.NUMBER,
          String.valueOf(Long.parseLong(lower.substring("dword:".length()), 16)));
    }
    if (lower.startsWith("hex")) {
      skipBytes(written);
      return new RegistryValue(key, name, RegistryValue.Kind.BYTES, "");
    }
    throw fault("the data is none of text, dword and hex");
  }

  // A backslash at the end continues them on the next line.
  private void skipBytes(String first) throws UnreadableExportException {
    String part = first;
    while (part.endsWith("\\")) {
      at++;
      if (at == lines.size()) {
        throw fault("the bytes have no end");
      }
      requireBytes(part.substring(0, part.length() - 1));
      part = "hex:" + lines.get(at).strip();
    }
    requireBytes(part);
  }

  private void requireBytes(String part) throws UnreadableExportException {
    if (!BYTES.matcher(part).matches()) {
      throw fault("these are no bytes");
    }
  }

  /** The place behind the closing quotation mark. */
  private int quoteEnd(String line, int from) throws UnreadableExportException {
    if (!line.startsWith("\"", from)) {
      throw fault("a value is written \"name\"=data");
    }
    for (int i = from + 1; i < line.length(); i++) {
      if (line.charAt(i) == '\\') {
        i++;
      } else if (line.charAt(i) == '"') {
        return i + 1;
      }
    }
    throw fault("a quotation mark is not closed");
  }

  private static String unescaped(String text) {
    return text.replaceAll("\\\\(.)", "$1");
  }

  private UnreadableExportException fault(String what) {
    return new UnreadableExportException("line " + (at + 1) + ": " + what);
  }
}
