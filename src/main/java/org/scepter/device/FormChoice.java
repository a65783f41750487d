package org.scepter.device;

import java.util.List;
import java.util.Optional;
import org.scepter.device.document.DocumentForm;

/**
 * What a device that checks in wants to read: media types in its order, with {@code *} for any. An
 * exact one counts; where any will do, the platform in its record decides.
 */
record FormChoice(List<String> acceptable) {
  private static final String OWN = "application/json";

  FormChoice {
    acceptable = List.copyOf(acceptable);
  }

  /** The form; empty for Scepter's own, JSON. */
  Optional<DocumentForm> form(String platform) {
    for (String each : acceptable) {
      if (each.equals(OWN)) {
        return Optional.empty();
      }
      if (each.contains("*")) {
        return DocumentForm.of(platform);
      }
      Optional<DocumentForm> exact = DocumentForm.ofMediaType(each);
      if (exact.isPresent()) {
        return exact;
      }
    }
    return DocumentForm.of(platform);
  }
}
