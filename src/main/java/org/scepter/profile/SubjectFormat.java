package org.scepter.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.scepter.pki.SubjectName;
import org.scepter.pki.UnreadableException;
import org.scepter.pki.WrittenName;

/**
 * A subject name with placeholders, {@code CN={{DeviceName}},O=Example}: RFC 4514 with its escapes,
 * in the order in which it is encoded. The structure is fixed when it is read; a device's values
 * become attribute values and nothing else, whatever characters they hold.
 */
public final class SubjectFormat {
  // RFC 5280 appendix A.1; a longer value makes a certificate that relying parties may refuse.
  private static final Map<String, Integer> UPPER_BOUNDS =
      Map.of(
          BCStyle.CN.getId(), 64,
          BCStyle.O.getId(), 64,
          BCStyle.OU.getId(), 64,
          BCStyle.SERIALNUMBER.getId(), 64,
          BCStyle.T.getId(), 64,
          BCStyle.L.getId(), 128,
          BCStyle.ST.getId(), 128,
          BCStyle.EmailAddress.getId(), 255);
  private static final int OTHER_BOUND = 255;
  // The registration point's limit: a subject has to fit into a signed authorisation.
  private static final int MAX_ENCODED_LENGTH = 2048;

  private final String written;
  private final WrittenName marked;
  private final Set<DeviceVariable> variables;

  private SubjectFormat(String written, WrittenName marked, Set<DeviceVariable> variables) {
    this.written = written;
    this.marked = marked;
    this.variables = variables;
  }

  /**
   * @throws UnreadableException if it is no format; the message ends a sentence that begins with
   *     the field's name
   */
  static SubjectFormat parse(String written) throws UnreadableException {
    String marks = FormatText.marked(written);
    WrittenName name;
    try {
      name = WrittenName.parse(marks);
    } catch (UnreadableException e) {
      throw new UnreadableException("is no subject name: " + e.getMessage(), e);
    }
    if (name.rdns().isEmpty()) {
      throw new UnreadableException("must name at least one attribute, like CN={{DeviceName}}");
    }
    return new SubjectFormat(written, name, FormatText.variables(marks));
  }

  String text() {
    return written;
  }

  Set<DeviceVariable> variables() {
    return variables;
  }

  /**
   * The subject of one device.
   *
   * @param values one for each of {@link #variables}
   * @throws UnreadableException if an attribute becomes empty or too long
   */
  SubjectName fill(Map<DeviceVariable, String> values) throws UnreadableException {
    List<List<WrittenName.Attribute>> rdns = new ArrayList<>();
    for (List<WrittenName.Attribute> rdn : marked.rdns()) {
      List<WrittenName.Attribute> filled = new ArrayList<>();
      for (WrittenName.Attribute attribute : rdn) {
        filled.add(fill(attribute, values));
      }
      rdns.add(filled);
    }
    SubjectName name = SubjectName.of(new WrittenName(rdns));
    if (name.der().length() > MAX_ENCODED_LENGTH) {
      throw new UnreadableException(
          "the subject has more than " + MAX_ENCODED_LENGTH + " encoded bytes");
    }
    return name;
  }

  private static WrittenName.Attribute fill(
      WrittenName.Attribute attribute, Map<DeviceVariable, String> values)
      throws UnreadableException {
    String value = FormatText.filled(attribute.value(), values, text -> text);
    String type =
        BCStyle.INSTANCE.oidToDisplayName(
            new org.bouncycastle.asn1.ASN1ObjectIdentifier(attribute.oid()));
    String shown = type == null ? attribute.oid() : type;
    if (value.isEmpty()) {
      throw new UnreadableException("the subject's " + shown + " is empty");
    }
    int bound = UPPER_BOUNDS.getOrDefault(attribute.oid(), OTHER_BOUND);
    if (value.codePointCount(0, value.length()) > bound) {
      throw new UnreadableException(
          "the subject's " + shown + " has more than " + bound + " characters");
    }
    if (attribute.oid().equals(BCStyle.C.getId()) && !value.matches("[A-Za-z]{2}")) {
      throw new UnreadableException("the subject's C is not a two-letter country code");
    }
    return new WrittenName.Attribute(attribute.oid(), value);
  }
}
