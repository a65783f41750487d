package org.scepter.testing.elsewhere;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Certificate Enrolment Policy Web Service, written from MS-XCEP's text for the tests: nobody has
 * compared it with AD CS.
 */
public final class PolicyDouble implements AutoCloseable {
  private static final String POLICY =
      "http://schemas.microsoft.com/windows/pki/2009/01/enrollmentpolicy";
  private static final Pattern MESSAGE_ID = Pattern.compile("<a:MessageID>([^<]*)</a:MessageID>");
  private static final String TYPE = "application/soap+xml; charset=utf-8";

  private final HttpDouble server;

  // What it says, to be changed.
  public volatile String template = "Phones & Co";
  public volatile boolean mayEnrol = true;
  public volatile boolean mayEnrolAtTheCa = true;
  public volatile String issuer = "7";
  public volatile X509Certificate certificate;
  public volatile String addresses = "";
  public volatile String before = "";

  /** Names {@code ca} as issuer; its server is certified by it. */
  public PolicyDouble(ForeignCa ca) {
    this.certificate = ca.certificate();
    this.server = new HttpDouble(ca.serverTls(), this::answer);
  }

  public URI url() {
    return URI.create(server.url() + "/ADPolicyProvider_CEP_Certificate/service.svc/CEP");
  }

  public List<HttpDouble.Heard> asked() {
    return server.posts();
  }

  public void trouble(Trouble... next) {
    server.trouble(next);
  }

  /** One more address of the CA. */
  public synchronized void address(
      String authentication, String uri, String priority, boolean renewalOnly) {
    addresses +=
        "<cAURI><clientAuthentication>%s</clientAuthentication><uri>%s</uri>%s<renewalOnly>%s</renewalOnly></cAURI>"
            .formatted(
                authentication,
                uri.replace("&", "&amp;"),
                priority.isEmpty()
                    ? "<priority xsi:nil=\"true\"/>"
                    : "<priority>" + priority + "</priority>",
                renewalOnly);
  }

  private HttpDouble.Answer answer(HttpDouble.Heard heard) {
    Matcher id = MESSAGE_ID.matcher(heard.text());
    if (!id.find() || !heard.text().contains("GetPolicies ")) {
      return HttpDouble.text(400, "text/plain", "not a message of mine");
    }
    return HttpDouble.text(200, TYPE, before + envelope(id.group(1)));
  }

  private String envelope(String messageId) {
    return """
    <s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" \
    xmlns:a="http://www.w3.org/2005/08/addressing" \
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><s:Header><a:Action>%s/IPolicy/GetPoliciesResponse\
    </a:Action><a:RelatesTo>%s</a:RelatesTo></s:Header><s:Body><GetPoliciesResponse xmlns="%s">\
    <response><policyID>{1}</policyID><policyFriendlyName>Example</policyFriendlyName>\
    <nextUpdateHours>8</nextUpdateHours><policiesNotChanged xsi:nil="true"/><policies>%s%s</policies></response>\
    <cAs><cA><uris>%s</uris><certificate>%s</certificate><enrollPermission>%s</enrollPermission>\
    <cAReferenceID>7</cAReferenceID></cA></cAs><oIDs><oID><value>1.3.6.1.4.1.311.21.8.9</value><group>9</group>\
    <oIDReferenceID>3</oIDReferenceID><defaultName>Phones</defaultName></oID></oIDs>\
    </GetPoliciesResponse></s:Body></s:Envelope>\
    """
        .formatted(
            POLICY,
            messageId,
            POLICY,
            policy("2", "Machine", "1", false),
            policy("3", template.replace("&", "&amp;"), issuer, mayEnrol),
            addresses,
            base64(certificate),
            mayEnrolAtTheCa);
  }

  private static String policy(String oid, String name, String issuer, boolean mayEnrol) {
    return """
    <policy><policyOIDReference>%s</policyOIDReference><cAs><cAReference>%s</cAReference></cAs><attributes>\
    <commonName>%s</commonName><policySchema>2</policySchema><certificateValidity>\
    <validityPeriodSeconds>31536000</validityPeriodSeconds><renewalPeriodSeconds>3628800</renewalPeriodSeconds>\
    </certificateValidity><permission><enroll>%s</enroll><autoEnroll>false</autoEnroll></permission>\
    <revision><majorRevision>100</majorRevision><minorRevision>4</minorRevision></revision></attributes></policy>\
    """
        .formatted(oid, issuer, name, mayEnrol);
  }

  private static String base64(X509Certificate certificate) {
    try {
      return Base64.getMimeEncoder().encodeToString(certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
