package org.scepter.issuing.elsewhere.wstep;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The messages that are sent (MS-WSTEP §3.1.4.1, WS-Security 1.0, WS-Addressing 1.0). */
final class Soap {
  static final String ENVELOPE = "http://www.w3.org/2003/05/soap-envelope";
  static final String ADDRESSING = "http://www.w3.org/2005/08/addressing";
  static final String TRUST = "http://docs.oasis-open.org/ws-sx/ws-trust/200512";
  static final String ENROLMENT = "http://schemas.microsoft.com/windows/pki/2009/01/enrollment";
  static final String ACTION = ENROLMENT + "/RST/wstep";
  static final String POLICY = "http://schemas.microsoft.com/windows/pki/2009/01/enrollmentpolicy";
  static final String GET_POLICIES = POLICY + "/IPolicy/GetPolicies";

  private static final String WSS = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-";
  static final String SECURITY = WSS + "wssecurity-secext-1.0.xsd";
  private static final String UTILITY = WSS + "wssecurity-utility-1.0.xsd";
  private static final String TOKEN = WSS + "x509-token-profile-1.0#X509v3";
  private static final String PASSWORD = WSS + "username-token-profile-1.0#PasswordText";
  private static final String CONTEXT = "http://schemas.xmlsoap.org/ws/2006/12/authorization";
  private static final Duration LIFE = Duration.ofMinutes(5);

  private Soap() {}

  /** What stands above each message. */
  record Heading(String action, String messageId, URI to, Optional<Account> account, Instant now) {}

  /** Who asks by name. The password prints as nothing. */
  static final class Account {
    private final String name;
    private final String password;

    Account(String name, String password) {
      this.name = name;
      this.password = password;
    }
  }

  /**
   * A new request.
   *
   * @param type {@code PKCS10} or {@code PKCS7}
   * @param request its base64
   * @param template by the name that AD CS knows
   */
  static String issue(String type, String request, String template) {
    return """
    <wst:RequestType>%s/Issue</wst:RequestType>\
    <wsse:BinarySecurityToken ValueType="%s#%s" EncodingType="%s#base64binary">%s\
    </wsse:BinarySecurityToken>\
    <ac:AdditionalContext xmlns:ac="%s"><ac:ContextItem Name="CertificateTemplate">\
    <ac:Value>%s</ac:Value></ac:ContextItem></ac:AdditionalContext>\
    <enr:RequestID xsi:nil="true"/>\
    """
        .formatted(TRUST, ENROLMENT, type, SECURITY, request, CONTEXT, escaped(template));
  }

  /** What became of an earlier one. */
  static String query(String requestId) {
    return """
    <wst:RequestType>%s/QueryTokenStatus</wst:RequestType>\
    <enr:RequestID>%s</enr:RequestID>\
    """
        .formatted(ENROLMENT, escaped(requestId));
  }

  /** A message that asks for a certificate, or what became of one. */
  static byte[] message(Heading heading, String token) {
    return envelope(
        heading,
        """
        <wst:RequestSecurityToken><wst:TokenType>%s</wst:TokenType>%s\
        </wst:RequestSecurityToken>\
        """
            .formatted(TOKEN, token));
  }

  /** A message that asks a policy service for all that it offers (MS-XCEP §3.1.4.1.1.1). */
  static byte[] policies(Heading heading) {
    return envelope(
        heading,
        """
        <xcep:GetPolicies xmlns:xcep="%s"><xcep:client><xcep:lastUpdate xsi:nil="true"/>\
        <xcep:preferredLanguage xsi:nil="true"/></xcep:client>\
        <xcep:requestFilter xsi:nil="true"/></xcep:GetPolicies>\
        """
            .formatted(POLICY));
  }

  private static byte[] envelope(Heading heading, String body) {
    return """
    <?xml version="1.0" encoding="utf-8"?>\
    <s:Envelope xmlns:s="%s" xmlns:a="%s" xmlns:wsse="%s" xmlns:wsu="%s" xmlns:wst="%s" \
    xmlns:enr="%s" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><s:Header>\
    <a:Action s:mustUnderstand="1">%s</a:Action><a:MessageID>%s</a:MessageID>\
    <a:ReplyTo><a:Address>http://www.w3.org/2005/08/addressing/anonymous</a:Address>\
    </a:ReplyTo><a:To s:mustUnderstand="1">%s</a:To>%s</s:Header><s:Body>%s</s:Body>\
    </s:Envelope>\
    """
        .formatted(
            ENVELOPE,
            ADDRESSING,
            SECURITY,
            UTILITY,
            TRUST,
            ENROLMENT,
            heading.action(),
            escaped(heading.messageId()),
            escaped(heading.to().toString()),
            heading.account().map(who -> security(who, heading.now())).orElse(""),
            body)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String security(Account account, Instant at) {
    Instant now = at.truncatedTo(ChronoUnit.MILLIS);
    return """
    <wsse:Security s:mustUnderstand="1"><wsu:Timestamp wsu:Id="_0"><wsu:Created>%s\
    </wsu:Created><wsu:Expires>%s</wsu:Expires></wsu:Timestamp>\
    <wsse:UsernameToken wsu:Id="_1"><wsse:Username>%s</wsse:Username>\
    <wsse:Password Type="%s">%s</wsse:Password></wsse:UsernameToken></wsse:Security>\
    """
        .formatted(now, now.plus(LIFE), escaped(account.name), PASSWORD, escaped(account.password));
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      switch (each) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        default -> escaped.append(each);
      }
    }
    return escaped.toString();
  }
}
