package org.scepter.profile;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.scepter.platform.Caller;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.RequestFacts;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.SettingsReader;

/** What profiles take from the node where they say nothing themselves, and who makes them. */
@ApplicationScoped
public class ProfileSurroundings {
  private final PlatformSettings platform;
  private final Instance<ScepterHome> home;
  private final ProfileSettings settings;
  private final PublicAddresses addresses;
  private final RequestFacts facts;

  ProfileSurroundings() {
    this.platform = null;
    this.home = null;
    this.settings = null;
    this.addresses = null;
    this.facts = null;
  }

  @Inject
  public ProfileSurroundings(
      PlatformSettings platform,
      Instance<ScepterHome> home,
      SettingsReader reader,
      PublicAddresses addresses,
      RequestFacts facts) {
    this.platform = platform;
    this.home = home;
    this.settings = ProfileSettings.from(reader);
    this.addresses = addresses;
    this.facts = facts;
  }

  Caller caller() {
    return facts.caller();
  }

  Duration challengeLifetime() {
    return settings.challengeLifetime();
  }

  /**
   * A profile with the URLs that a device is to try: its own, or those of the registered NDES
   * servers that serve its endpoint, or else this server's.
   */
  ScepProfile reachable(ScepProfile profile) {
    return reachable(List.of(profile)).get(0);
  }

  /** The same for several. */
  List<ScepProfile> reachable(List<ScepProfile> profiles) {
    Map<String, List<String>> found = new HashMap<>();
    return profiles.stream()
        .map(
            each ->
                each.ndesUrls().isEmpty()
                    ? each.at(found.computeIfAbsent(each.endpoint(), this::urlsOf))
                    : each)
        .toList();
  }

  private List<String> urlsOf(String endpoint) {
    List<String> registered = addresses.serving(endpoint);
    List<String> bases = registered.isEmpty() ? List.of(ownUrl()) : registered;
    return bases.stream()
        .limit(ScepProfileRules.MAX_URLS)
        .map(base -> urlOf(base, endpoint))
        .toList();
  }

  private String ownUrl() {
    return platform.publicUrl().map(URI::toString).orElseGet(() -> home.get().publicUrl());
  }

  // Of mscep, the one that Windows expects.
  private static String urlOf(String base, String endpoint) {
    String root = base.replaceAll("/+$", "");
    return endpoint.equals("mscep")
        ? root + "/certsrv/mscep/mscep.dll"
        : root + "/scep/" + endpoint;
  }
}
