package org.scepter.profile;

import java.util.List;
import java.util.Optional;
import org.scepter.platform.Caller;

/** The templates that the CA behind this site publishes now. */
public interface PublishedTemplates {
  /** How a template stands to somebody who wants to name it in a profile. */
  enum Standing {
    OPEN,
    /** Published, and not his to read. */
    NOT_READABLE,
    NOT_PUBLISHED,
    /** No device gets anything from it. */
    NOT_FOR_DEVICES,
    UNKNOWN
  }

  /** All that are published. */
  List<PublishedTemplate> all();

  Standing standing(String name, Caller caller);

  /** By its exact name. */
  default Optional<PublishedTemplate> named(String name) {
    return all().stream().filter(template -> template.name().value().equals(name)).findFirst();
  }
}
