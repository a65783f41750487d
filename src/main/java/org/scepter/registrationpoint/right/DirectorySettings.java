package org.scepter.registrationpoint.right;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.scepter.pki.TemplateName;
import org.scepter.platform.SettingsReader;

/**
 * The directory that knows who may have which template; settings beneath {@code
 * scepter.registrationpoint.ldap}. Nobody is asked unless {@code url} is set.
 *
 * @param url {@code url}: {@code ldaps://host:636}, or {@code ldap://host:389}, which is upgraded
 *     by StartTLS before anything is said
 * @param trustFile {@code trust-file}: the directory's CA certificates in PEM or DER; empty for
 *     those that Java trusts
 * @param bindName {@code bind-dn}; empty to ask anonymously
 * @param bindPasswordFile {@code bind-password-file}, with {@code bind-dn}
 * @param base {@code base-dn}: beneath which users are
 * @param filter {@code filter}: finds the user if the user has the right; {@code {user}} stands for
 *     the user principal name, {@code {group}} for the template's group, both escaped
 * @param groups {@code templates}, and for each {@code group.TEMPLATE}: the group whose members may
 *     have it
 * @param unchecked {@code skip-template-check}: templates about which nobody is asked, as
 *     ConfigMgr's SkipTemplateCheck; a template that is neither here nor has a group is refused
 * @param timeout {@code timeout}: for connecting and for each answer
 */
public record DirectorySettings(
    URI url,
    Optional<Path> trustFile,
    Optional<String> bindName,
    Optional<Path> bindPasswordFile,
    String base,
    String filter,
    Map<TemplateName, String> groups,
    Set<TemplateName> unchecked,
    Duration timeout) {
  private static final String PREFIX = "scepter.registrationpoint.ldap.";
  static final String FILTER = "(&(userPrincipalName={user})(memberOf={group}))";

  public DirectorySettings {
    groups = Map.copyOf(groups);
    unchecked = Set.copyOf(unchecked);
  }

  /** Empty if no directory is set; faults stay in {@code reader}. */
  public static Optional<DirectorySettings> from(SettingsReader reader) {
    if (reader.optional(PREFIX + "url").isEmpty()) {
      return Optional.empty();
    }
    Optional<String> bindName = reader.optional(PREFIX + "bind-dn");
    Optional<Path> password = path(reader, "bind-password-file");
    if (bindName.isPresent() != password.isPresent()) {
      reader.fault(PREFIX + "bind-dn", "goes together with bind-password-file");
    }
    String base = reader.text(PREFIX + "base-dn", "");
    if (base.isEmpty()) {
      reader.fault(PREFIX + "base-dn", "must name the entry beneath which users are");
    }
    return Optional.of(
        new DirectorySettings(
            reader.value(
                PREFIX + "url",
                URI.create("ldaps://localhost"),
                DirectorySettings::url,
                "must be ldaps://host:port or ldap://host:port without anything behind"),
            path(reader, "trust-file"),
            bindName,
            password,
            base,
            reader.value(
                PREFIX + "filter",
                FILTER,
                DirectorySettings::filter,
                "must be an LDAP filter with {user} and {group}"),
            groups(reader),
            Set.copyOf(templates(reader, "skip-template-check")),
            reader.duration(
                PREFIX + "timeout",
                Duration.ofSeconds(5),
                Duration.ofMillis(100),
                Duration.ofSeconds(30))));
  }

  private static Optional<Path> path(SettingsReader reader, String key) {
    return Optional.ofNullable(reader.path(PREFIX + key, null));
  }

  private static URI url(String text) {
    URI url = URI.create(text);
    boolean isPlain =
        url.getPath().isEmpty() && url.getQuery() == null && url.getUserInfo() == null;
    if (url.getHost() == null
        || !isPlain
        || !("ldap".equals(url.getScheme()) || "ldaps".equals(url.getScheme()))) {
      throw new IllegalArgumentException(text);
    }
    return url;
  }

  private static String filter(String text) {
    if (!text.startsWith("(") || !text.contains("{user}") || !text.contains("{group}")) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }

  private static Map<TemplateName, String> groups(SettingsReader reader) {
    Map<TemplateName, String> groups = new HashMap<>();
    for (TemplateName template : templates(reader, "templates")) {
      String key = PREFIX + "group." + template.value();
      Optional<String> group = reader.optional(key);
      if (group.isEmpty()) {
        reader.fault(key, "must name the group whose members may have the template");
      }
      group.ifPresent(name -> groups.put(template, name));
    }
    return groups;
  }

  private static List<TemplateName> templates(SettingsReader reader, String key) {
    try {
      return reader.list(PREFIX + key, "").stream().map(TemplateName::new).toList();
    } catch (IllegalArgumentException e) {
      reader.fault(PREFIX + key, "must be names of templates with commas between");
      return List.of();
    }
  }

  /** Without the names, which are nobody's business in a log. */
  @Override
  public String toString() {
    return "directory at " + url;
  }
}
