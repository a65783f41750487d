package org.scepter.profile;

import java.util.List;

/**
 * Where devices find the NDES servers that are registered, as the registration point knows them.
 */
public interface PublicAddresses {
  /**
   * Public URLs, without a path, of those that serve an endpoint; empty if none of them has one.
   */
  List<String> serving(String endpoint);
}
