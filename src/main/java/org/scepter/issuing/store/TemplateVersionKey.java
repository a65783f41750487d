package org.scepter.issuing.store;

import java.io.Serializable;
import java.util.Objects;

/** Which version of which template. */
public class TemplateVersionKey implements Serializable {
  private static final long serialVersionUID = 1;

  private String name;
  private int version;

  public TemplateVersionKey() {}

  @Override
  public boolean equals(Object other) {
    return other instanceof TemplateVersionKey that
        && name.equals(that.name)
        && version == that.version;
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, version);
  }
}
