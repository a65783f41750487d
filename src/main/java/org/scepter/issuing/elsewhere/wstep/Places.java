package org.scepter.issuing.elsewhere.wstep;

import java.net.URI;

/** Where templates are enrolled for. */
interface Places {
  /**
   * The address for a template.
   *
   * @param template by the name that AD CS knows
   */
  URI of(String template) throws NoPlaceException;

  /** Has what is known looked up anew at the next call. */
  void forget();

  /** One address for all, set by hand. */
  static Places at(URI address) {
    return new Places() {
      @Override
      public URI of(String template) {
        return address;
      }

      @Override
      public void forget() {}
    };
  }
}
