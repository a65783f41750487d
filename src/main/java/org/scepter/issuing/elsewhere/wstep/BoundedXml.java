package org.scepter.issuing.elsewhere.wstep;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.scepter.pki.UnreadableException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** Reads XML that somebody else has written; its length was bounded before. */
final class BoundedXml {
  private BoundedXml() {}

  /**
   * A SOAP 1.2 envelope.
   *
   * @throws UnreadableException if it is none
   */
  static Document envelope(byte[] body) throws UnreadableException {
    Document document = parsed(body);
    if (!isNamed(document.getDocumentElement(), Soap.ENVELOPE, "Envelope")) {
      throw new UnreadableException("the answer is no SOAP 1.2 envelope");
    }
    return document;
  }

  // The JDK's own parser: the server has another one.
  private static Document parsed(byte[] body) throws UnreadableException {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
    try {
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
      factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
      factory.setAttribute("jdk.xml.maxElementDepth", "64");
      factory.setXIncludeAware(false);
      factory.setExpandEntityReferences(false);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new Quiet());
      return builder.parse(new ByteArrayInputStream(body));
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("the JDK's parser has these features", e);
    } catch (SAXException | IOException e) {
      throw new UnreadableException("the answer is no XML that is read", e);
    }
  }

  static boolean isNamed(Node node, String namespace, String name) {
    return namespace.equals(node.getNamespaceURI()) && name.equals(node.getLocalName());
  }

  static Optional<Element> first(Node within, String namespace, String name) {
    NodeList found =
        within instanceof Document document
            ? document.getElementsByTagNameNS(namespace, name)
            : ((Element) within).getElementsByTagNameNS(namespace, name);
    return Optional.ofNullable((Element) found.item(0));
  }

  static Optional<String> text(Node within, String namespace, String name) {
    return first(within, namespace, name)
        .map(Node::getTextContent)
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  /** The element's own children of a name. */
  static List<Element> children(Element parent, String namespace, String name) {
    List<Element> children = new ArrayList<>();
    for (Node each = parent.getFirstChild(); each != null; each = each.getNextSibling()) {
      if (each instanceof Element element && isNamed(each, namespace, name)) {
        children.add(element);
      }
    }
    return children;
  }

  /** Says nothing: what was wrong is told by who asked. */
  private static final class Quiet implements ErrorHandler {
    @Override
    public void warning(SAXParseException e) {}

    @Override
    public void error(SAXParseException e) throws SAXException {
      throw e;
    }

    @Override
    public void fatalError(SAXParseException e) throws SAXException {
      throw e;
    }
  }
}
