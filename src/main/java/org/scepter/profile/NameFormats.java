package org.scepter.profile;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.scepter.pki.SubjectAltName;
import org.scepter.pki.UnreadableException;

/** How a profile names devices: subject and SANs together. */
public record NameFormats(SubjectFormat subject, List<SubjectAltNameFormat> altNames) {
  /** Most SANs in a profile. */
  static final int MAX_ALT_NAMES = 16;

  // The registration point's limit: all SANs have to fit into a signed authorisation.
  private static final int MAX_ALT_NAMES_LENGTH = 3072;

  public NameFormats {
    Objects.requireNonNull(subject);
    altNames = List.copyOf(altNames);
  }

  /** Whether something in them tells this device or user from every other. */
  boolean isUnique() {
    return variables().stream().anyMatch(DeviceVariable::isUnique);
  }

  private Set<DeviceVariable> variables() {
    Set<DeviceVariable> all = EnumSet.noneOf(DeviceVariable.class);
    all.addAll(subject.variables());
    altNames.forEach(name -> all.addAll(name.variables()));
    return all;
  }

  /**
   * The names of one device.
   *
   * @param attributes the device's, by the names of {@link DeviceVariable#text}
   */
  public NamesOutcome fill(Map<String, String> attributes) {
    Map<DeviceVariable, String> values = new EnumMap<>(DeviceVariable.class);
    List<String> missing = new ArrayList<>();
    for (DeviceVariable variable : variables()) {
      String value = attributes.getOrDefault(variable.text(), "");
      values.put(variable, value);
      if (value.isEmpty()) {
        missing.add(variable.text());
      }
    }
    if (!missing.isEmpty()) {
      return new NamesUnavailable(
          missing.stream()
              .map(name -> "attribute " + name + " missing")
              .collect(Collectors.joining(", ")));
    }
    try {
      return fillAll(values);
    } catch (UnreadableException e) {
      return new NamesUnavailable(e.getMessage());
    }
  }

  private Names fillAll(Map<DeviceVariable, String> values) throws UnreadableException {
    List<SubjectAltName> filled = new ArrayList<>();
    int length = 0;
    for (SubjectAltNameFormat name : altNames) {
      filled.add(name.fill(values));
      length += filled.get(filled.size() - 1).text().length();
    }
    if (length > MAX_ALT_NAMES_LENGTH) {
      throw new UnreadableException(
          "all SANs together have more than " + MAX_ALT_NAMES_LENGTH + " characters");
    }
    return new Names(subject.fill(values), filled);
  }
}
