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

  /** Looks what is known up anew; it stays if that fails. */
  void refresh() throws NoPlaceException;

  /** One address for all, set by hand. */
  static Places at(URI address) {
    return new Places() {
      @Override
      public URI of(String template) {
        return address;
      }

      @Override
      public void refresh() {}
    };
  }
}
