package org.scepter.platform;

import java.net.URI;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Settings that concern the whole node.
 *
 * @param home {@code scepter.home}, required
 * @param roles {@code scepter.roles}
 * @param publicUrl {@code scepter.platform.public-url}; empty for the home's own
 * @param httpPort {@code scepter.platform.http-port}
 * @param httpsPort {@code scepter.platform.https-port}
 * @param internalPort {@code scepter.platform.internal-port}
 * @param consoleAddresses {@code scepter.console.allowed-addresses}, CIDR blocks
 */
public record PlatformSettings(
    Path home,
    Set<NodeRole> roles,
    Optional<URI> publicUrl,
    int httpPort,
    int httpsPort,
    int internalPort,
    List<String> consoleAddresses) {

  private static final String ROLES = "scepter.roles";

  public PlatformSettings {
    roles = Set.copyOf(roles);
    consoleAddresses = List.copyOf(consoleAddresses);
  }

  /** Reads and validates; faults stay in {@code reader}. */
  public static PlatformSettings from(SettingsReader reader) {
    if (reader.optional("scepter.home").isEmpty()) {
      reader.fault("scepter.home", "must name the directory that scepter init prepared");
    }
    return new PlatformSettings(
        reader.path("scepter.home", Path.of("")),
        roles(reader),
        Optional.ofNullable(reader.url("scepter.platform.public-url", null)),
        reader.integer("scepter.platform.http-port", 8080, 1, 65535),
        reader.integer("scepter.platform.https-port", 8443, 1, 65535),
        reader.integer("scepter.platform.internal-port", 9443, 1, 65535),
        addresses(reader));
  }

  private static Set<NodeRole> roles(SettingsReader reader) {
    Set<NodeRole> roles = EnumSet.noneOf(NodeRole.class);
    for (String name : reader.list(ROLES, "ndes,crp,site,ca")) {
      try {
        roles.add(NodeRole.valueOf(name.toUpperCase(Locale.ROOT)));
      } catch (IllegalArgumentException e) {
        reader.fault(ROLES, "\"" + name + "\" is none of ndes, crp, site, ca");
      }
    }
    if (roles.isEmpty()) {
      reader.fault(ROLES, "must name at least one of ndes, crp, site, ca");
    }
    return roles;
  }

  private static List<String> addresses(SettingsReader reader) {
    String key = "scepter.console.allowed-addresses";
    List<String> blocks = reader.list(key, "127.0.0.1/32,::1/128");
    for (String block : blocks) {
      if (!AddressBlock.isValid(block)) {
        reader.fault(key, "\"" + block + "\" is not an address block like 10.0.0.0/8");
      }
    }
    return blocks;
  }

  public boolean has(NodeRole role) {
    return roles.contains(role);
  }

  /** NDES alone keeps nothing; every other role does. */
  public boolean usesDatabase() {
    return has(NodeRole.CRP) || has(NodeRole.SITE) || has(NodeRole.CA);
  }
}
