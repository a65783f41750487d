package org.scepter.issuing.template;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.scepter.pki.TemplateName;

/** The book of templates. What changes it needs a transaction and takes part in it. */
public interface TemplateRecords {
  /** All in the versions in force, by name. */
  List<Template> all();

  Optional<Template> find(TemplateName name);

  /** A version, whether it is in force or an earlier one. */
  Optional<Template> version(TemplateName name, int version);

  /** The first version on record. */
  Optional<Template> first(TemplateName name);

  /** False if there is one of the name. */
  boolean add(Template template, Instant at);

  /** Puts the next version in force; false if the one before it is not in force any more. */
  boolean change(Template next, Instant at);

  /** False if there is none of the name. */
  boolean publish(TemplateName name, boolean published, Instant at);
}
