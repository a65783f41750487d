package org.scepter.device.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scepter.device.document.OrderAtHand.ROOT;
import static org.scepter.device.document.OrderAtHand.SECRET;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Period;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.pki.PublicKeyInfo;
import org.scepter.pki.SubjectAltName;
import org.scepter.pki.WrittenName;
import org.scepter.profile.ProfileAtHand;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What Windows' clients are handed: SyncML, the table of its nodes, ConfigMgr's request. */
class WindowsTest {
  private static final Schema SYNCML = schema("metinf.xsd", "syncml.xsd");

  private static Schema schema(String... files) {
    Source[] sources = new Source[files.length];
    for (int i = 0; i < files.length; i++) {
      sources[i] = new StreamSource(WindowsTest.class.getResourceAsStream(files[i]));
    }
    try {
      return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(sources);
    } catch (SAXException e) {
      throw new AssertionError(e);
    }
  }

  private static Document read(byte[] document) {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
    try {
      return factory.newDocumentBuilder().parse(new ByteArrayInputStream(document));
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Element> elements(NodeList nodes) {
    List<Element> all = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      if (nodes.item(i) instanceof Element element) {
        all.add(element);
      }
    }
    return all;
  }

  private static String text(Element parent, String name) {
    NodeList found = parent.getElementsByTagNameNS("*", name);
    return found.getLength() == 0 ? "" : found.item(0).getTextContent();
  }

  /** The commands of the only Atomic, without its CmdID. */
  private static List<Element> commands(CertificateOrder... orders) {
    byte[] document = DocumentForm.WINDOWS.write("pc-1", List.of(orders));
    try {
      SYNCML.newValidator().validate(new StreamSource(new ByteArrayInputStream(document)));
    } catch (SAXException | IOException e) {
      throw new AssertionError(new String(document, StandardCharsets.UTF_8), e);
    }
    List<Element> atomic = elements(read(document).getElementsByTagNameNS("*", "Atomic"));
    assertThat(atomic).hasSize(1);
    return elements(atomic.get(0).getChildNodes()).stream().skip(1).toList();
  }

  /** Value by the last part of the OMA-URI. */
  private static Map<String, String> nodes(CertificateOrder order) {
    Map<String, String> nodes = new LinkedHashMap<>();
    for (Element each : commands(order)) {
      String uri = text(each, "LocURI");
      nodes.put(uri.substring(uri.lastIndexOf('/') + 1), text(each, "Data"));
    }
    return nodes;
  }

  @Test
  void what_is_set_comes_first_and_what_begins_the_requests_last() {
    List<Element> commands = commands(OrderAtHand.of("CN=pc-1"));

    assertThat(commands.stream().map(Element::getLocalName).distinct())
        .containsExactly("Add", "Exec");
    assertThat(commands.stream().map(Element::getLocalName).filter("Exec"::equals)).hasSize(1);
    assertThat(commands.stream().map(each -> text(each, "CmdID"))).doesNotHaveDuplicates();
    assertThat(text(commands.get(0), "LocURI"))
        .isEqualTo(
            "./Device/Vendor/MSFT/RootCATrustedCertificates/Root/"
                + ROOT.certificate().thumbprint().hex().toUpperCase(Locale.ROOT)
                + "/EncodedCertificate");
    assertThat(text(commands.get(0), "Data")).isEqualTo(ROOT.certificate().base64());
    assertThat(text(commands.get(commands.size() - 1), "LocURI"))
        .matches("./Device/Vendor/MSFT/ClientCertificateInstall/SCEP/[0-9a-f-]{36}/Install/Enroll");
  }

  @Test
  void each_node_has_its_value() {
    Map<String, String> nodes =
        nodes(
            OrderAtHand.of(
                "C=DE,ST=Hesse,O=\"Example, Inc.\",CN=pc-1,1.2.3.4=x",
                "DNS:pc-1.example.test",
                "UPN:a@ad.example.test"));

    assertThat(nodes)
        .containsEntry(
            "ServerURL", "https://scep.example.test/scep/mscep;http://scep.example.test/scep/mscep")
        .containsEntry(
            "Challenge",
            Base64.getEncoder().encodeToString(SECRET.getBytes(StandardCharsets.UTF_8)))
        .containsEntry("EKUMapping", "1.3.6.1.5.5.7.3.2+1.3.6.1.4.1.311.20.2.2")
        .containsEntry("KeyUsage", "160")
        .containsEntry("SubjectName", "C=DE,S=Hesse,O=\"Example, Inc.\",CN=pc-1,OID.1.2.3.4=x")
        .containsEntry("KeyProtection", "2")
        .containsEntry("RetryDelay", "2")
        .containsEntry("RetryCount", "3")
        .containsEntry("KeyLength", "2048")
        .containsEntry("HashAlgorithm", "SHA-2")
        .containsEntry(
            "CAThumbprint", ROOT.certificate().thumbprint().hex().toUpperCase(Locale.ROOT))
        .containsEntry("SubjectAlternativeNames", "3+pc-1.example.test;11+a@ad.example.test")
        .containsEntry("ValidPeriod", "Years")
        .containsEntry("ValidPeriodUnits", "1");
  }

  @ParameterizedTest
  @CsvSource({
    "P1Y, Years, 1",
    "P24M, Years, 2",
    "P18M, Months, 18",
    "P10D, Days, 10",
    "P1M2D, Days, 30"
  })
  void a_validity_has_one_unit(Period validity, String unit, int number) {
    assertThat(ValidPeriod.of(validity)).isEqualTo(new ValidPeriod(unit, number));
  }

  /** As CertStrToName reads a name whose special values stand in quotes. */
  private static List<String> values(String subject) {
    List<String> values = new ArrayList<>();
    int at = 0;
    while (at < subject.length()) {
      at = subject.indexOf('=', at) + 1;
      StringBuilder value = new StringBuilder();
      if (at < subject.length() && subject.charAt(at) == '"') {
        at++;
        while (subject.charAt(at) != '"' || subject.startsWith("\"\"", at)) {
          value.append(subject.charAt(at));
          at += subject.charAt(at) == '"' ? 2 : 1;
        }
        at += 2;
      } else {
        int end = subject.indexOf(',', at) < 0 ? subject.length() : subject.indexOf(',', at);
        value.append(subject, at, end);
        at = end + 1;
      }
      values.add(value.toString());
    }
    return values;
  }

  @RepeatedTest(200)
  void each_value_comes_through_whatever_it_holds(RepetitionInfo repetition) {
    CertificateOrder order = OrderAtHand.hostile(new Random(repetition.getCurrentRepetition()));
    String upn = order.altNames(SubjectAltName.Kind.UPN).get(0);
    boolean fits = upn.indexOf(';') < 0 && upn.indexOf('+') < 0;
    assertThat(DocumentForm.WINDOWS.objection(order).isEmpty()).isEqualTo(fits);
    if (!fits) {
      return;
    }

    Map<String, String> nodes = nodes(order);

    assertThat(values(nodes.get("SubjectName")))
        .containsExactlyElementsOf(
            order.subject().stream().map(rdn -> rdn.get(0).value()).toList());
    assertThat(nodes.get("SubjectAlternativeNames"))
        .isEqualTo("11+" + upn + ";3+phone-1.example.test");
  }

  @ParameterizedTest
  @ValueSource(strings = {"DNS:a;b", "URI:urn:a+b", "DNS:a\uffff"})
  void names_without_a_form_are_no_order(String name) {
    CertificateOrder order = OrderAtHand.of("CN=pc-1", name);

    for (DocumentForm form :
        List.of(DocumentForm.WINDOWS, DocumentForm.OMA_URIS, DocumentForm.CONFIGMGR)) {
      assertThat(form.objection(order)).as(form.name()).isPresent();
    }
  }

  @Test
  void keys_are_rsa_and_long_ones_are_not_the_tpms() {
    assertThat(
            DocumentForm.WINDOWS.objection(
                OrderAtHand.of(
                    ProfileAtHand.of(PublicKeyInfo.Algorithm.EC, 256, Period.ofYears(1)), "CN=a")))
        .isPresent();
    assertThat(
            nodes(
                OrderAtHand.of(
                    ProfileAtHand.of(PublicKeyInfo.Algorithm.RSA, 4096, Period.ofYears(1)),
                    "CN=a")))
        .containsEntry("KeyProtection", "3");
  }

  @Test
  void the_table_has_the_same_nodes() {
    CertificateOrder order =
        OrderAtHand.of("O=\"Example, \"\"Inc.\"\"\",CN=pc-1".replace("\"\"", ""));
    String table =
        new String(DocumentForm.OMA_URIS.write("pc-1", List.of(order)), StandardCharsets.UTF_8);

    assertThat(table).startsWith("OMA-URI,Data type,Value\r\n");
    assertThat(table.lines().count()).isEqualTo(commands(order).size() + 1L);
    assertThat(table)
        .containsPattern("/Install/SubjectName,String,\"O=\"\"Example, Inc\\.\"\",CN=pc-1\"\r\n")
        .containsPattern("/Install/KeyUsage,Integer,160\r\n")
        .containsPattern("/Install/Enroll,Exec,\r\n$");
  }

  @Test
  void configmgrs_request_has_its_elements() {
    CertificateOrder order =
        OrderAtHand.of("O=\"Example, Inc.\",CN=pc-1", "DNS:pc-1.example.test", "UPN:a&b@example");
    Document document = read(DocumentForm.CONFIGMGR.write("pc-1", List.of(order)));
    Element request = document.getDocumentElement();

    assertThat(request.getTagName()).isEqualTo("CertificateRequest");
    assertThat(text(request, "CertificateRequestToken"))
        .isEqualTo(Base64.getEncoder().encodeToString(SECRET.getBytes(StandardCharsets.UTF_8)));
    assertThat(text(request, "SubjectName")).isEqualTo("O=\"Example, Inc.\",CN=pc-1");
    assertThat(text(request, "ExpirationThreshold")).isEqualTo("20");
    assertThat(text(request, "TemplateName")).isEqualTo("ScepterDevice");
    assertThat(text(request, "ValidityPeriod")).isEqualTo("Years");
    assertThat(elements(request.getElementsByTagNameNS("*", "EKUMap"))).hasSize(2);
    List<Element> names = elements(request.getElementsByTagNameNS("*", "SAN"));
    assertThat(names).hasSize(2);
    assertThat(names.get(1).getAttribute("AltNameType")).isEqualTo("11");
    assertThat(names.get(1).getTextContent()).isEqualTo("a&b@example");
  }

  @Test
  void several_requests_are_one_document() {
    List<CertificateOrder> two = List.of(OrderAtHand.of("CN=a"), OrderAtHand.of("CN=b"));

    Document document = read(DocumentForm.CONFIGMGR.write("pc-1", two));

    assertThat(document.getElementsByTagName("CertificateRequest").getLength()).isEqualTo(2);
  }

  @Test
  void the_order_of_relative_names_is_the_subjects() {
    assertThat(OrderAtHand.of("CN=a+OU=b,O=c").subject())
        .containsExactly(
            List.of(
                new WrittenName.Attribute("2.5.4.3", "a"),
                new WrittenName.Attribute("2.5.4.11", "b")),
            List.of(new WrittenName.Attribute("2.5.4.10", "c")));
  }
}
