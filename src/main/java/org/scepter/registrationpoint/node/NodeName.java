package org.scepter.registrationpoint.node;

/** How NDES servers are called. */
public final class NodeName {
  /** What a name must look like. */
  public static final String ACCEPTED =
      "has 1 to 40 lower-case letters, digits and hyphens, and is not "
          + PolicyModuleRegistration.NAME;

  private static final String NAME = "[a-z0-9][a-z0-9-]{0,39}";

  private NodeName() {}

  /** Under the name of its policy module each home inside registers itself. */
  public static boolean isName(String text) {
    return text.matches(NAME) && !text.equals(PolicyModuleRegistration.NAME);
  }
}
