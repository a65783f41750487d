package org.scepter.issuing.elsewhere.wstep;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
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

/**
 * What AD CS answered (MS-WSTEP §3.1.4.1.2, §3.1.4.1.3); its length was bounded before.
 *
 * @param relatesTo the message that it answers; empty if it does not say
 * @param requestId AD CS's number of the request; empty if there is none
 * @param disposition what AD CS says of it in words
 * @param tokens what {@code RequestedSecurityToken} and the response hold: certificates or messages
 *     around them, the former first
 * @param fault if it is one
 */
record SoapAnswer(
    Optional<String> relatesTo,
    Optional<String> requestId,
    String disposition,
    List<Token> tokens,
    Optional<Fault> fault) {
  private static final int MAX_TOKENS = 8;

  SoapAnswer {
    tokens = List.copyOf(tokens);
  }

  /** One BinarySecurityToken. */
  static final class Token {
    private final String type;
    private final byte[] content;

    Token(String type, byte[] content) {
      this.type = type;
      this.content = content.clone();
    }

    boolean isCertificate() {
      return type.endsWith("#X509v3");
    }

    byte[] content() {
      return content.clone();
    }
  }

  /**
   * A SOAP fault.
   *
   * @param isByTheCa whether the CA itself said so, and not the service in front of it
   * @param isOurs whether it lies with what was sent
   * @param subcode the innermost code's local name
   * @param words what it says, with the CA's error code
   */
  record Fault(boolean isByTheCa, boolean isOurs, String subcode, String words) {}

  /**
   * @throws UnreadableException if it is no such message
   */
  static SoapAnswer read(byte[] body) throws UnreadableException {
    Document document = parsed(body);
    if (!isNamed(document.getDocumentElement(), Soap.ENVELOPE, "Envelope")) {
      throw new UnreadableException("the answer is no SOAP 1.2 envelope");
    }
    try {
      return new SoapAnswer(
          text(document, Soap.ADDRESSING, "RelatesTo"),
          text(document, Soap.ENROLMENT, "RequestID").filter(id -> id.matches("[!-~]{1,128}")),
          text(document, Soap.ENROLMENT, "DispositionMessage").orElse(""),
          tokens(document),
          fault(document));
    } catch (IllegalArgumentException e) {
      throw new UnreadableException("a token of the answer is not base64", e);
    }
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

  private static boolean isNamed(Node node, String namespace, String name) {
    return namespace.equals(node.getNamespaceURI()) && name.equals(node.getLocalName());
  }

  private static Optional<Element> first(Node within, String namespace, String name) {
    NodeList found =
        within instanceof Document document
            ? document.getElementsByTagNameNS(namespace, name)
            : ((Element) within).getElementsByTagNameNS(namespace, name);
    return Optional.ofNullable((Element) found.item(0));
  }

  private static Optional<String> text(Node within, String namespace, String name) {
    return first(within, namespace, name)
        .map(Node::getTextContent)
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  private static List<Token> tokens(Document document) throws UnreadableException {
    List<Token> issued = new ArrayList<>();
    List<Token> others = new ArrayList<>();
    NodeList found = document.getElementsByTagNameNS(Soap.SECURITY, "BinarySecurityToken");
    if (found.getLength() > MAX_TOKENS) {
      throw new UnreadableException("the answer has more than " + MAX_TOKENS + " tokens");
    }
    for (int i = 0; i < found.getLength(); i++) {
      Element token = (Element) found.item(i);
      boolean isIssued = isNamed(token.getParentNode(), Soap.TRUST, "RequestedSecurityToken");
      (isIssued ? issued : others)
          .add(
              new Token(
                  token.getAttribute("ValueType"),
                  Base64.getMimeDecoder().decode(token.getTextContent())));
    }
    issued.addAll(others);
    return issued;
  }

  private static Optional<Fault> fault(Document document) {
    return first(document, Soap.ENVELOPE, "Fault")
        .map(
            fault -> {
              NodeList codes = fault.getElementsByTagNameNS(Soap.ENVELOPE, "Value");
              String outer = codes.getLength() == 0 ? "" : local(codes.item(0));
              String inner = codes.getLength() == 0 ? "" : local(codes.item(codes.getLength() - 1));
              String words = text(fault, Soap.ENVELOPE, "Text").orElse("");
              Optional<String> code = text(fault, Soap.ENROLMENT, "ErrorCode");
              return new Fault(
                  first(fault, Soap.ENROLMENT, "CertificateEnrollmentWSDetail").isPresent(),
                  outer.equals("Sender"),
                  inner,
                  words + code.map(SoapAnswer::hex).orElse(""));
            });
  }

  private static String local(Node code) {
    String text = code.getTextContent().strip();
    return text.substring(text.indexOf(':') + 1);
  }

  // As AD CS's own tools show it.
  private static String hex(String code) {
    return code.matches("-?[0-9]{1,10}")
        ? " (0x" + Integer.toHexString((int) Long.parseLong(code)) + ")"
        : "";
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
