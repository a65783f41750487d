package org.scepter.enrolment;

/** The name of a SCEP endpoint, as it stands in {@code /scep/{name}} and in the settings. */
public record EndpointName(String value) {
  public EndpointName {
    if (!value.matches("[a-z0-9][a-z0-9-]{0,31}")) {
      throw new IllegalArgumentException(
          "an endpoint name has 1 to 32 lower-case letters, digits and hyphens");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
