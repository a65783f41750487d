package org.scepter.issuing.elsewhere.wstep;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.scepter.pki.UnreadableException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

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
    return read(BoundedXml.envelope(body));
  }

  /** The same of what was parsed. */
  static SoapAnswer read(Document document) throws UnreadableException {
    try {
      return new SoapAnswer(
          BoundedXml.text(document, Soap.ADDRESSING, "RelatesTo"),
          BoundedXml.text(document, Soap.ENROLMENT, "RequestID")
              .filter(id -> id.matches("[!-~]{1,128}")),
          BoundedXml.text(document, Soap.ENROLMENT, "DispositionMessage").orElse(""),
          tokens(document),
          fault(document));
    } catch (IllegalArgumentException e) {
      throw new UnreadableException("a token of the answer is not base64", e);
    }
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
      boolean isIssued =
          BoundedXml.isNamed(token.getParentNode(), Soap.TRUST, "RequestedSecurityToken");
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
    return BoundedXml.first(document, Soap.ENVELOPE, "Fault")
        .map(
            fault -> {
              NodeList codes = fault.getElementsByTagNameNS(Soap.ENVELOPE, "Value");
              String outer = codes.getLength() == 0 ? "" : local(codes.item(0));
              String inner = codes.getLength() == 0 ? "" : local(codes.item(codes.getLength() - 1));
              String words = BoundedXml.text(fault, Soap.ENVELOPE, "Text").orElse("");
              Optional<String> code = BoundedXml.text(fault, Soap.ENROLMENT, "ErrorCode");
              return new Fault(
                  BoundedXml.first(fault, Soap.ENROLMENT, "CertificateEnrollmentWSDetail")
                      .isPresent(),
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
}
