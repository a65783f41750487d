package org.scepter.diagnostics;

import java.util.List;

/** Looks at one thing, for a bounded time, and changes nothing. */
public interface Check {
  /** What was found; empty where there is nothing of the kind. */
  List<Finding> look();
}
