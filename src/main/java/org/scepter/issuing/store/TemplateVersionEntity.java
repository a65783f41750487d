package org.scepter.issuing.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

/**
 * A row of {@code template_version}; rows are written by statements, queries read columns of it.
 */
@Entity
@Table(name = "template_version")
@IdClass(TemplateVersionKey.class)
class TemplateVersionEntity {
  @Id private String name;
  @Id private int version;

  @Column(name = "definition")
  private String definition;

  protected TemplateVersionEntity() {}
}
