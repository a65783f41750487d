package org.scepter.renewal;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Says what is wrong with Scepter's own certificates when it begins, and then once a day. */
final class ExpiryNotices {
  private static final Duration REPEAT = Duration.ofDays(1);

  private final System.Logger log;
  private final Map<String, Instant> told = new HashMap<>();

  ExpiryNotices(System.Logger log) {
    this.log = log;
  }

  void tell(List<CertificateStatus> all, Instant now) {
    Set<String> standing = new HashSet<>();
    for (CertificateStatus each : all) {
      for (String warning : each.warnings()) {
        String line = each.own().name() + ": " + warning;
        standing.add(line);
        Instant last = told.get(line);
        if (last == null || !now.isBefore(last.plus(REPEAT))) {
          told.put(line, now);
          log.log(System.Logger.Level.WARNING, line);
        }
      }
    }
    told.keySet().retainAll(standing);
  }
}
