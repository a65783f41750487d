package org.scepter.joining;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.scepter.issuing.signing.X509;
import org.scepter.pki.Der;

/**
 * What inside and a node that joins say to each other, and what an operator carries over: lines of
 * {@code name=value}. The command has no reader of JSON.
 */
public final class Lines {
  /** The media type of such a text between servers. */
  public static final String MEDIA_TYPE = "text/plain";

  private final Map<String, String> values;

  private Lines(Map<String, String> values) {
    this.values = values;
  }

  /** For somebody who writes. */
  public static Lines empty() {
    return new Lines(new TreeMap<>());
  }

  /**
   * @param text within the reader's bound
   * @throws IOException if it is no such text
   */
  public static Lines read(byte[] text) throws IOException {
    Properties read = new Properties();
    try {
      read.load(new InputStreamReader(new ByteArrayInputStream(text), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw new IOException("a line has a broken escape", e);
    }
    Map<String, String> values = new TreeMap<>();
    read.stringPropertyNames().forEach(name -> values.put(name, read.getProperty(name)));
    return new Lines(values);
  }

  /** The same with one more; a value has no line break. */
  public Lines with(String name, String value) {
    if (!value.matches("\\P{Cntrl}*")) {
      throw new IllegalArgumentException("the value of " + name + " does not fit into a line");
    }
    values.put(name, value);
    return this;
  }

  public Lines with(String name, Der der) {
    return with(name, der.base64());
  }

  public Lines with(String name, List<Der> chain) {
    return with(name, chain.stream().map(Der::base64).collect(Collectors.joining(" ")));
  }

  /** Names that begin so, without the beginning. */
  public List<String> names(String beginning) {
    return values.keySet().stream()
        .filter(name -> name.startsWith(beginning))
        .map(name -> name.substring(beginning.length()))
        .toList();
  }

  /**
   * @throws IOException if there is no such line
   */
  public String text(String name) throws IOException {
    return find(name).orElseThrow(() -> new IOException("there is no line " + name));
  }

  /** Empty if there is no such line. */
  public Optional<String> find(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /**
   * @throws IOException if there is no such line or it is no base64
   */
  public byte[] bytes(String name) throws IOException {
    try {
      return Base64.getDecoder().decode(text(name));
    } catch (IllegalArgumentException e) {
      throw new IOException("the line " + name + " is no base64", e);
    }
  }

  /**
   * @throws IOException if there is no such line or it holds no certificates
   */
  public List<X509Certificate> chain(String name) throws IOException {
    List<X509Certificate> chain = new ArrayList<>();
    for (String each : text(name).split(" ", -1)) {
      try {
        chain.add(X509.certificate(Der.of(Base64.getDecoder().decode(each))));
      } catch (GeneralSecurityException | IllegalArgumentException e) {
        throw new IOException("the line " + name + " holds no certificates", e);
      }
    }
    return chain;
  }

  /** Its text, the lines in the order of their names. */
  public String written() {
    return values.entrySet().stream()
        .map(each -> each.getKey() + "=" + escaped(each.getValue()) + "\n")
        .collect(Collectors.joining());
  }

  private static String escaped(String value) {
    String text = value.replace("\\", "\\\\");
    return text.startsWith(" ") ? "\\" + text : text;
  }

  /** The names alone: values may be secrets. */
  @Override
  public String toString() {
    return values.keySet().toString();
  }
}
