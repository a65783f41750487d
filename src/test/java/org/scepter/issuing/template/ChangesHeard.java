package org.scepter.issuing.template;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;
import jakarta.enterprise.util.TypeLiteral;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers that templates have changed. */
final class ChangesHeard implements Event<TemplatesChanged> {
  private final List<TemplatesChanged> all = new CopyOnWriteArrayList<>();

  public List<TemplatesChanged> all() {
    return all;
  }

  @Override
  public void fire(TemplatesChanged happening) {
    all.add(happening);
  }

  @Override
  public <U extends TemplatesChanged> CompletionStage<U> fireAsync(U event) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <U extends TemplatesChanged> CompletionStage<U> fireAsync(
      U event, NotificationOptions options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Event<TemplatesChanged> select(Annotation... qualifiers) {
    return this;
  }

  @Override
  public <U extends TemplatesChanged> Event<U> select(Class<U> subtype, Annotation... qualifiers) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <U extends TemplatesChanged> Event<U> select(
      TypeLiteral<U> subtype, Annotation... qualifiers) {
    throw new UnsupportedOperationException();
  }
}
