package org.scepter.monitoring.jmx;

import java.util.List;
import java.util.Map;

/** Scepter's own certificates on this node, looked at anew at each call. */
public interface CertificatesMXBean {
  /** What an operator has to know, with the cure, a line each; none if all is well. */
  List<String> getWarnings();

  /** When each one's file ends, ISO 8601, by its name. */
  Map<String, String> getNotAfter();

  /** How many whole days each one's file is still good; negative if it has expired. */
  Map<String, Long> getDaysLeft();

  /** SHA-256 of the certificate that each listener shows, by its address. */
  Map<String, String> getServed();
}
