package org.scepter.testing.elsewhere;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.CMSAbsentContent;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * A Certificate Enrolment Web Service, written from MS-WSTEP's text for the tests: nobody has
 * compared it with AD CS.
 */
public final class WstepDouble implements AutoCloseable {
  private static final String TRUST = "http://docs.oasis-open.org/ws-sx/ws-trust/200512";
  private static final String ENROLMENT =
      "http://schemas.microsoft.com/windows/pki/2009/01/enrollment";
  private static final String SECURITY =
      "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
  private static final String TYPE = "application/soap+xml; charset=utf-8";

  private final ForeignCa ca;
  private final HttpDouble server;
  private final Map<String, byte[]> requests = new ConcurrentHashMap<>();
  private final List<X509Certificate> issued = new CopyOnWriteArrayList<>();
  private final List<String> templates = new CopyOnWriteArrayList<>();
  private final List<X509Certificate> agents = new CopyOnWriteArrayList<>();
  private volatile boolean isPending;
  private volatile Optional<String> answer = Optional.empty();
  private volatile String account = "";

  public WstepDouble(ForeignCa ca) {
    this.ca = ca;
    this.server = new HttpDouble(ca.serverTls(), this::answer);
  }

  public URI url() {
    return URI.create(server.url() + "/Issuing_CES_Certificate/service.svc/CES");
  }

  public List<X509Certificate> issued() {
    return issued;
  }

  /** The templates that were asked for. */
  public List<String> templates() {
    return templates;
  }

  /** Who has signed requests for others. */
  public List<X509Certificate> agents() {
    return agents;
  }

  public List<HttpDouble.Heard> asked() {
    return server.posts();
  }

  public void trouble(Trouble... next) {
    server.trouble(next);
  }

  /** Whether a manager of certificates has to agree. */
  public void pending(boolean isSo) {
    isPending = isSo;
  }

  /** Wants this user name with this password, separated by a colon. */
  public void account(String nameAndPassword) {
    account = nameAndPassword;
  }

  /** Answers so to everything; as ever if empty. */
  public void answering(Optional<String> envelope) {
    answer = envelope;
  }

  private HttpDouble.Answer answer(HttpDouble.Heard heard) {
    if (answer.isPresent()) {
      return HttpDouble.text(200, TYPE, answer.get());
    }
    try {
      Document asked = parsed(heard.body());
      String messageId = text(asked, "http://www.w3.org/2005/08/addressing", "MessageID");
      if (!isKnown(heard, asked)) {
        return fault(messageId, "s:Sender", "FailedAuthentication", "who are you", "");
      }
      return text(asked, TRUST, "RequestType").endsWith("/QueryTokenStatus")
          ? status(messageId, text(asked, ENROLMENT, "RequestID"))
          : taken(messageId, asked);
    } catch (IOException
        | SAXException
        | ParserConfigurationException
        | CMSException
        | OperatorCreationException
        | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean isKnown(HttpDouble.Heard heard, Document asked) {
    if (account.isEmpty()) {
      return heard.client().isPresent();
    }
    String shown = text(asked, SECURITY, "Username") + ":" + text(asked, SECURITY, "Password");
    return shown.equals(account);
  }

  private HttpDouble.Answer taken(String messageId, Document asked)
      throws IOException, CMSException, OperatorCreationException, GeneralSecurityException {
    Element token = (Element) asked.getElementsByTagNameNS(SECURITY, "BinarySecurityToken").item(0);
    byte[] content = Base64.getMimeDecoder().decode(token.getTextContent());
    byte[] pkcs10 =
        token.getAttribute("ValueType").equals(ENROLMENT + "#PKCS7") ? unwrapped(content) : content;
    Element item = (Element) asked.getElementsByTagNameNS("*", "ContextItem").item(0);
    templates.add(item.getAttribute("Name") + "=" + item.getTextContent());
    if (item.getTextContent().equals("Unknown")) {
      return fault(messageId, "s:Receiver", "", "unknown template", "-2146875392");
    }
    String id = Integer.toString(100 + requests.size());
    requests.put(id, pkcs10);
    return status(messageId, id);
  }

  // The signature of an enrolment agent's Full PKI Request is looked at, as AD CS does.
  @SuppressWarnings("unchecked") // SignerId is a raw Selector
  private byte[] unwrapped(byte[] pkcs7)
      throws IOException, CMSException, OperatorCreationException, GeneralSecurityException {
    CMSSignedData signed = new CMSSignedData(pkcs7);
    SignerInformation signer = signed.getSignerInfos().getSigners().iterator().next();
    X509CertificateHolder agent =
        (X509CertificateHolder)
            signed.getCertificates().getMatches(signer.getSID()).iterator().next();
    if (!signed.getSignedContentTypeOID().equals("1.3.6.1.5.5.7.12.2")
        || !signer.verify(new JcaSimpleSignerInfoVerifierBuilder().build(agent))) {
      throw new IOException("no Full PKI Request of an agent's");
    }
    agents.add(
        (X509Certificate)
            java.security.cert.CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(agent.getEncoded())));
    ASN1Sequence data = ASN1Sequence.getInstance((byte[]) signed.getSignedContent().getContent());
    var tagged =
        org.bouncycastle.asn1.ASN1TaggedObject.getInstance(
            ASN1Sequence.getInstance(data.getObjectAt(1)).getObjectAt(0));
    ASN1Sequence request = ASN1Sequence.getInstance(tagged, false);
    return request.getObjectAt(1).toASN1Primitive().getEncoded();
  }

  private HttpDouble.Answer status(String messageId, String id) {
    byte[] pkcs10 = requests.get(id);
    if (pkcs10 == null) {
      return fault(messageId, "s:Receiver", "", "no such request", "-2146877420");
    }
    if (isPending) {
      return HttpDouble.text(
          200, TYPE, envelope(messageId, response("Taken Under Submission", "", id)));
    }
    X509Certificate certificate = ca.issue(pkcs10);
    issued.add(certificate);
    try {
      CMSSignedDataGenerator bundle = new CMSSignedDataGenerator();
      bundle.addCertificate(new JcaX509CertificateHolder(ca.certificate()));
      bundle.addCertificate(new JcaX509CertificateHolder(certificate));
      String tokens =
          token("wsse", ENROLMENT + "#PKCS7", bundle.generate(new CMSAbsentContent()).getEncoded())
              + "<RequestedSecurityToken>"
              + token(
                  "wsse",
                  "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-x509-token-profile-1.0#X509v3",
                  certificate.getEncoded())
              + "</RequestedSecurityToken>";
      return HttpDouble.text(200, TYPE, envelope(messageId, response("Issued", tokens, id)));
    } catch (IOException | CMSException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String token(String prefix, String type, byte[] content) {
    return "<%s:BinarySecurityToken xmlns:%s=\"%s\" ValueType=\"%s\" EncodingType=\"%s#base64binary\">%s</%s:BinarySecurityToken>"
        .formatted(
            prefix,
            prefix,
            SECURITY,
            type,
            SECURITY,
            Base64.getMimeEncoder().encodeToString(content),
            prefix);
  }

  private static String response(String disposition, String tokens, String id) {
    return "<RequestSecurityTokenResponseCollection xmlns=\""
        + TRUST
        + "\"><RequestSecurityTokenResponse><TokenType>x</TokenType><DispositionMessage"
        + " xml:lang=\"en-US\" xmlns=\""
        + ENROLMENT
        + "\">"
        + disposition
        + "</DispositionMessage>"
        + tokens
        + "<RequestID xmlns=\""
        + ENROLMENT
        + "\">"
        + id
        + "</RequestID></RequestSecurityTokenResponse></RequestSecurityTokenResponseCollection>";
  }

  private static String envelope(String messageId, String body) {
    return "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\""
        + " xmlns:a=\"http://www.w3.org/2005/08/addressing\"><s:Header><a:Action>"
        + ENROLMENT
        + "/RSTRC/wstep</a:Action><a:RelatesTo>"
        + messageId
        + "</a:RelatesTo></s:Header><s:Body>"
        + body
        + "</s:Body></s:Envelope>";
  }

  private static HttpDouble.Answer fault(
      String messageId, String code, String subcode, String words, String error) {
    String inner =
        subcode.isEmpty()
            ? ""
            : "<s:Subcode><s:Value xmlns:b=\"urn:b\">b:" + subcode + "</s:Value></s:Subcode>";
    String detail =
        error.isEmpty()
            ? ""
            : "<s:Detail><CertificateEnrollmentWSDetail xmlns=\""
                + ENROLMENT
                + "\"><ErrorCode>"
                + error
                + "</ErrorCode><InvalidRequest>false</InvalidRequest></CertificateEnrollmentWSDetail></s:Detail>";
    return HttpDouble.text(
        500,
        TYPE,
        envelope(
            messageId,
            "<s:Fault><s:Code><s:Value>"
                + code
                + "</s:Value>"
                + inner
                + "</s:Code><s:Reason><s:Text xml:lang=\"en-US\">"
                + words
                + "</s:Text></s:Reason>"
                + detail
                + "</s:Fault>"));
  }

  private static Document parsed(byte[] body)
      throws ParserConfigurationException, IOException, SAXException {
    return DocumentBuilderFactory.newDefaultNSInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(body));
  }

  private static String text(Document document, String namespace, String name) {
    var found = document.getElementsByTagNameNS(namespace, name).item(0);
    return found == null ? "" : found.getTextContent().strip();
  }

  @Override
  public void close() {
    server.close();
  }
}
