package org.scepter.issuing;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;
import jakarta.enterprise.util.TypeLiteral;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.scepter.platform.Happening;

/** Remembers what was told. */
public final class Heard implements Event<Happening> {
  private final List<Happening> all = new CopyOnWriteArrayList<>();

  public List<Happening> all() {
    return all;
  }

  @Override
  public void fire(Happening happening) {
    all.add(happening);
  }

  @Override
  public <U extends Happening> CompletionStage<U> fireAsync(U event) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <U extends Happening> CompletionStage<U> fireAsync(U event, NotificationOptions options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Event<Happening> select(Annotation... qualifiers) {
    return this;
  }

  @Override
  public <U extends Happening> Event<U> select(Class<U> subtype, Annotation... qualifiers) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <U extends Happening> Event<U> select(TypeLiteral<U> subtype, Annotation... qualifiers) {
    throw new UnsupportedOperationException();
  }
}
