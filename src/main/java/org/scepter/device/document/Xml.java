package org.scepter.device.document;

import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes an XML document, indented, with every text escaped. */
final class Xml {
  private final StringWriter text = new StringWriter();
  private final XMLStreamWriter out;
  private int depth;

  Xml() {
    // The server's own factory may be another one.
    try {
      this.out = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      out.writeStartDocument("UTF-8", "1.0");
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What ends in an {@link XMLStreamException} only if the writer's use is wrong. */
  private interface Step {
    void take() throws XMLStreamException;
  }

  private static void take(Step step) {
    try {
      step.take();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether XML 1.0 (production 2) has all characters of {@code value}. */
  static boolean holds(String value) {
    return value
        .codePoints()
        .allMatch(
            c ->
                c == 0x9
                    || c == 0xA
                    || (c >= 0x20 && c <= 0xD7FF)
                    || (c >= 0xE000 && c <= 0xFFFD)
                    || c >= 0x10000);
  }

  Xml doctype(String declaration) {
    take(
        () -> {
          newLine();
          out.writeDTD(declaration);
        });
    return this;
  }

  /**
   * @param attributes name and value by turns
   */
  Xml open(String element, String... attributes) {
    take(
        () -> {
          newLine();
          out.writeStartElement(element);
          for (int i = 0; i < attributes.length; i += 2) {
            out.writeAttribute(attributes[i], attributes[i + 1]);
          }
        });
    depth++;
    return this;
  }

  Xml close() {
    depth--;
    take(
        () -> {
          newLine();
          out.writeEndElement();
        });
    return this;
  }

  /** An element with a text and nothing else. */
  Xml text(String element, String value, String... attributes) {
    take(
        () -> {
          newLine();
          out.writeStartElement(element);
          for (int i = 0; i < attributes.length; i += 2) {
            out.writeAttribute(attributes[i], attributes[i + 1]);
          }
          out.writeCharacters(value);
          out.writeEndElement();
        });
    return this;
  }

  Xml empty(String element) {
    take(
        () -> {
          newLine();
          out.writeEmptyElement(element);
        });
    return this;
  }

  /** The whole document. */
  String end() {
    take(
        () -> {
          out.writeEndDocument();
          out.close();
        });
    return text + "\n";
  }

  private void newLine() throws XMLStreamException {
    out.writeCharacters("\n" + "  ".repeat(depth));
  }
}
