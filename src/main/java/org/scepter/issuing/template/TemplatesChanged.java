package org.scepter.issuing.template;

/** Some template has changed; counts when the transaction commits. */
public record TemplatesChanged() {}
