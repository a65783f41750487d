package org.scepter.device.document;

import java.nio.charset.StandardCharsets;
import java.time.Period;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.scepter.pki.SubjectAltName;
import org.scepter.profile.ScepProfile;

/**
 * The CertificateRequest that clients of ConfigMgr got, with its names of elements. Microsoft has
 * published no schema of it; the elements are those of a deployment that Microsoft shows.
 */
final class ConfigMgrRequest implements DocumentForm.Platform {
  private static final String NAMESPACE =
      "http://schemas.microsoft.com/SystemCenterConfigurationManager/2012/03/07/CertificateEnrollment/ConfigurationParameters";
  private static final String KEY_IN_TPM_IF_THERE = "0x2";
  private static final String UPN = "1.3.6.1.4.1.311.20.2.3";

  @Override
  public Optional<String> objection(CertificateOrder order) {
    return WindowsNodes.objection(order);
  }

  @Override
  public String write(String device, List<CertificateOrder> orders) {
    Xml xml = new Xml();
    if (orders.size() == 1) {
      request(xml, orders.get(0));
    } else {
      xml.open("CertificateRequests");
      orders.forEach(order -> request(xml, order));
      xml.close();
    }
    return xml.end();
  }

  private static void request(Xml xml, CertificateOrder order) {
    xml.open("CertificateRequest").open("ConfigurationParametersDocument");
    parameters(xml, order);
    xml.close().open("RequestParameters");
    order
        .challenge()
        .ifPresent(
            secret ->
                xml.text(
                    "CertificateRequestToken",
                    Base64.getEncoder()
                        .encodeToString(secret.reveal().getBytes(StandardCharsets.UTF_8))));
    xml.text("SubjectName", WindowsNodes.subject(order));
    altNames(xml, order);
    order.profile().ndesUrls().forEach(url -> xml.text("NDESUrl", url));
    xml.close().close();
  }

  private static void parameters(Xml xml, CertificateOrder order) {
    ScepProfile profile = order.profile();
    xml.open("ConfigurationParameters", "xmlns", NAMESPACE)
        .text("ExpirationThreshold", Integer.toString(profile.renewal().thresholdPercent()))
        .text("RetryCount", Integer.toString(profile.retries()))
        .text("RetryDelay", Integer.toString(profile.retryDelayMinutes()))
        .text("TemplateName", profile.template().value())
        .text("KeyStorageProviderSetting", KEY_IN_TPM_IF_THERE)
        .text("KeyUsage", Integer.toString(profile.keyUsage().bits()))
        .text("KeyLength", Integer.toString(profile.keySize()));
    xml.open("HashAlgorithms").text("HashAlgorithm", "SHA-2").close();
    xml.open("NDESUrls");
    profile.ndesUrls().forEach(url -> xml.text("NDESUrl", url));
    xml.close()
        .text(
            "CAThumbprint", order.root().certificate().thumbprint().hex().toUpperCase(Locale.ROOT));
    validity(xml, profile.validity());
    xml.open("EKUMapping");
    for (String oid : profile.extendedKeyUsages()) {
      xml.open("EKUMap").text("EKUName", oid).text("EKUOID", oid).close();
    }
    xml.close().close();
  }

  private static void validity(Xml xml, Period validity) {
    ValidPeriod written = ValidPeriod.of(validity);
    xml.text("ValidityPeriod", written.unit())
        .text("ValidityPeriodUnit", Integer.toString(written.number()));
  }

  private static void altNames(Xml xml, CertificateOrder order) {
    xml.open("SubjectAlternativeName").open("SANs");
    for (SubjectAltName name : order.names().altNames()) {
      String type = Integer.toString(WindowsNodes.nameType(name));
      if (name.kind() == SubjectAltName.Kind.UPN) {
        xml.text("SAN", name.value(), "NameFormat", "UPN", "AltNameType", type, "OID", UPN);
      } else {
        xml.text("SAN", name.value(), "NameFormat", name.kind().name(), "AltNameType", type);
      }
    }
    xml.close().close();
  }
}
