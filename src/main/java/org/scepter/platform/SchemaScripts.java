package org.scepter.platform;

import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;

/** The migration scripts by name: class path scanning differs from server to server. */
final class SchemaScripts implements ResourceProvider {
  private final List<String> names;

  SchemaScripts(List<String> names) {
    this.names = List.copyOf(names);
  }

  @Override
  public LoadableResource getResource(String name) {
    return names.contains(name) ? new Script(name) : null;
  }

  @Override
  public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
    return names.stream()
        .filter(name -> name.startsWith(prefix))
        .filter(name -> Arrays.stream(suffixes).anyMatch(name::endsWith))
        .<LoadableResource>map(Script::new)
        .toList();
  }

  private static final class Script extends LoadableResource {
    private final String name;

    Script(String name) {
      this.name = name;
    }

    @Override
    public Reader read() {
      return new InputStreamReader(
          Objects.requireNonNull(SchemaScripts.class.getResourceAsStream("schema/" + name), name),
          StandardCharsets.UTF_8);
    }

    @Override
    public String getAbsolutePath() {
      return name;
    }

    @Override
    public String getAbsolutePathOnDisk() {
      return name;
    }

    @Override
    public String getFilename() {
      return name;
    }

    @Override
    public String getRelativePath() {
      return name;
    }
  }
}
