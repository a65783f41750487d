package org.scepter.issuing.template;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.scepter.pki.TemplateName;

/** A book of templates without a database. */
public final class TemplatesInMemory implements TemplateRecords, TemplatesInForce {
  private final Map<String, List<Template>> versions = new TreeMap<>();
  int reads;
  private Runnable meanwhile = () -> {};

  public TemplatesInMemory(List<Template> templates) {
    templates.forEach(template -> add(template, Instant.EPOCH));
  }

  @Override
  public synchronized List<Template> all() {
    reads++;
    return versions.values().stream().map(TemplatesInMemory::last).toList();
  }

  private static Template last(List<Template> all) {
    return all.get(all.size() - 1);
  }

  @Override
  public synchronized Optional<Template> find(TemplateName name) {
    return Optional.ofNullable(versions.get(name.value())).map(TemplatesInMemory::last);
  }

  @Override
  public synchronized Optional<Template> version(TemplateName name, int version) {
    return versions.getOrDefault(name.value(), List.of()).stream()
        .filter(template -> template.version() == version)
        .findFirst();
  }

  @Override
  public synchronized Optional<Template> first(TemplateName name) {
    return versions.getOrDefault(name.value(), List.of()).stream().findFirst();
  }

  @Override
  public synchronized boolean add(Template template, Instant at) {
    return versions.putIfAbsent(template.name().value(), new ArrayList<>(List.of(template)))
        == null;
  }

  @Override
  public synchronized boolean change(Template next, Instant at) {
    boolean isNext =
        find(next.name()).filter(last -> last.version() == next.version() - 1).isPresent();
    if (isNext) {
      versions.get(next.name().value()).add(next);
    }
    return isNext;
  }

  @Override
  public synchronized boolean publish(TemplateName name, boolean published, Instant at) {
    Optional<List<Template>> all = Optional.ofNullable(versions.get(name.value()));
    all.ifPresent(each -> each.replaceAll(template -> template.withPublished(published)));
    return all.isPresent();
  }

  @Override
  public Templates now() {
    return new Templates(all());
  }

  @Override
  public Optional<Template> inForce(TemplateName name, int authorised) {
    Optional<Template> found = find(name);
    meanwhile.run();
    return found;
  }

  /** What somebody else does as soon as the version in force has been looked up. */
  public void meanwhile(Runnable other) {
    meanwhile = other;
  }
}
