package org.scepter.profile;

import java.util.List;
import java.util.Optional;

/** The templates that the CA behind this site publishes now. */
public interface PublishedTemplates {
  List<PublishedTemplate> all();

  /** By its exact name. */
  default Optional<PublishedTemplate> named(String name) {
    return all().stream().filter(template -> template.name().value().equals(name)).findFirst();
  }
}
