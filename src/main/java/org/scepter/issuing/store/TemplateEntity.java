package org.scepter.issuing.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code template}; rows are written by statements, queries read columns of it. */
@Entity
@Table(name = "template")
class TemplateEntity {
  @Id private String name;

  @Column(name = "version")
  private int version;

  @Column(name = "published")
  private boolean published;

  protected TemplateEntity() {}
}
