package org.scepter.profile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scepter.pki.UnreadableException;
import org.scepter.platform.JsonFields;

/** The rules for a profile's subject and SAN formats. */
final class NameRules {
  private static final String SUBJECT = "subjectNameFormat";
  private static final String ALT_NAMES = "subjectAltNames";

  // A plain device: what does not fit it fits none.
  private static final Map<String, String> SAMPLE = sample();

  private final JsonFields fields;

  NameRules(JsonFields fields) {
    this.fields = fields;
  }

  /** The formats; null only if a fault was left. */
  NameFormats names(ScepProfileDraft draft) {
    Optional<SubjectFormat> subject = subject(draft.subjectNameFormat());
    List<SubjectAltNameFormat> altNames = altNames(draft.subjectAltNames().orElse(List.of()));
    if (subject.isEmpty()) {
      return null;
    }
    NameFormats names = new NameFormats(subject.get(), altNames);
    if (!names.isUnique() && !draft.allowSharedSubject().orElse(false)) {
      fields.fault(
          SUBJECT,
          "must have something unique to the device or user, like {{DeviceName}}, here or in"
              + " subjectAltNames, unless allowSharedSubject is true");
    }
    return names;
  }

  private Optional<SubjectFormat> subject(Optional<String> written) {
    if (written.isEmpty()) {
      fields.fault(SUBJECT, "must be a subject name like CN={{DeviceName}},O=Example");
      return Optional.empty();
    }
    try {
      SubjectFormat format = SubjectFormat.parse(written.get());
      tried(SUBJECT, new NameFormats(format, List.of()));
      return Optional.of(format);
    } catch (UnreadableException e) {
      fields.fault(SUBJECT, e.getMessage());
      return Optional.empty();
    }
  }

  private List<SubjectAltNameFormat> altNames(List<String> written) {
    if (written.size() > NameFormats.MAX_ALT_NAMES) {
      fields.fault(ALT_NAMES, "must have at most " + NameFormats.MAX_ALT_NAMES + " names");
      return List.of();
    }
    List<SubjectAltNameFormat> formats = new ArrayList<>();
    for (int i = 0; i < written.size(); i++) {
      String field = ALT_NAMES + "[" + i + "]";
      try {
        SubjectAltNameFormat format = SubjectAltNameFormat.parse(written.get(i));
        format.fill(sampleValues());
        formats.add(format);
      } catch (UnreadableException e) {
        fields.fault(field, e.getMessage());
      }
    }
    return formats;
  }

  private void tried(String field, NameFormats names) {
    if (names.fill(SAMPLE) instanceof NamesUnavailable unavailable) {
      fields.fault(field, "does not even suit a plain device: " + unavailable.reason());
    }
  }

  private static Map<DeviceVariable, String> sampleValues() {
    Map<DeviceVariable, String> values = new java.util.EnumMap<>(DeviceVariable.class);
    for (DeviceVariable variable : DeviceVariable.values()) {
      values.put(variable, SAMPLE.get(variable.text()));
    }
    return values;
  }

  private static Map<String, String> sample() {
    Map<String, String> sample = new HashMap<>();
    for (DeviceVariable variable : DeviceVariable.values()) {
      sample.put(
          variable.text(),
          switch (variable) {
            case USER_PRINCIPAL_NAME, EMAIL_ADDRESS -> "ada@example.test";
            case FULLY_QUALIFIED_DOMAIN_NAME -> "phone-1.example.test";
            case IP_ADDRESS -> "192.0.2.1";
            case IMEI, MEID -> "490154203237518";
            case SECURITY_IDENTIFIER -> "S-1-5-21-1-2-3-1001";
            case DEVICE_NAME,
                DEVICE_ID,
                ENTRA_DEVICE_ID,
                SERIAL_NUMBER,
                WIFI_MAC_ADDRESS,
                ETHERNET_MAC_ADDRESS,
                USER_NAME,
                SAM_ACCOUNT_NAME,
                DEVICE_TYPE,
                OS_NAME ->
                "phone-1";
          });
    }
    return sample;
  }
}
