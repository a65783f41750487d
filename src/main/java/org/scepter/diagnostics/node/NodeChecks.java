package org.scepter.diagnostics.node;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.scepter.diagnostics.Check;
import org.scepter.diagnostics.files.ExpiryCheck;
import org.scepter.diagnostics.files.HomeCertificates;
import org.scepter.diagnostics.files.RolesCheck;
import org.scepter.diagnostics.outside.ListenerCheck;
import org.scepter.diagnostics.outside.PeerCheck;
import org.scepter.diagnostics.outside.PublicAddress;
import org.scepter.diagnostics.outside.PublicTlsCheck;
import org.scepter.diagnostics.outside.PublicUrlCheck;
import org.scepter.diagnostics.outside.RevocationListCheck;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.SettingsReader;
import org.scepter.platform.UnusableHomeException;
import org.scepter.platform.peer.NodeIdentity;

/** What any process with a node's home and settings can look at. */
public final class NodeChecks {
  private static final List<String> PEERS =
      List.of("scepter.registrationpoint.urls", "scepter.issuing.urls");
  private static final String PUBLIC = "tls/public.p12";

  private final ScepterHome home;
  private final PlatformSettings settings;
  private final List<URI> peers;
  private final String[] unused;
  private final Clock clock;
  private final Duration timeout;

  /**
   * @param timeout how long each question may take; a check asks a few
   */
  public NodeChecks(
      ScepterHome home,
      PlatformSettings settings,
      SettingsReader reader,
      Clock clock,
      Duration timeout) {
    this.home = home;
    this.settings = settings;
    this.peers =
        PEERS.stream()
            .flatMap(key -> reader.list(key, "").stream())
            .flatMap(NodeChecks::url)
            .toList();
    this.unused = unused(home, reader);
    this.clock = clock;
    this.timeout = timeout;
  }

  private static Stream<URI> url(String written) {
    try {
      return Stream.of(URI.create(written.replaceAll("/+$", "")));
    } catch (IllegalArgumentException e) {
      // Such a setting stops the deployment.
      return Stream.empty();
    }
  }

  // An operator's own one is looked at where the listener shows it.
  private static String[] unused(ScepterHome home, SettingsReader reader) {
    Path usual = home.resolve(PUBLIC).toAbsolutePath().normalize();
    return Stream.ofNullable(reader.path("scepter.tls.public.store", null))
        .filter(store -> !store.toAbsolutePath().normalize().equals(usual))
        .map(any -> PUBLIC)
        .toArray(String[]::new);
  }

  /**
   * @param listenerHost the name under which this server's listeners are called
   */
  public List<Check> all(String listenerHost) {
    HomeCertificates certificates = new HomeCertificates(home);
    List<X509Certificate> roots = readable(certificates::roots);
    URI url = settings.publicUrl().orElseGet(() -> URI.create(home.publicUrl()));
    PublicAddress address = new PublicAddress(url, roots, clock, timeout);
    List<Check> all = new ArrayList<>();
    boolean hasCaKeys = Files.exists(home.resolve("ca/issuing.p12"));
    all.add(new RolesCheck(settings.roles(), home.isTrial(), hasCaKeys));
    all.add(new PublicTlsCheck(address));
    all.add(new PublicUrlCheck(address, readable(certificates::registrationAuthority)));
    all.add(new RevocationListCheck(readable(certificates::newestChain), clock, timeout));
    all.add(listener("https", listenerHost, settings.httpsPort()));
    all.add(listener("internal", listenerHost, settings.internalPort()));
    all.add(new ExpiryCheck(certificates, clock, unused));
    all.add(new PeerCheck(peers, new NodeIdentity(home, timeout, clock), clock, timeout));
    return all;
  }

  // What cannot be read is told by the check of the files.
  private static List<X509Certificate> readable(Supplier<List<X509Certificate>> certificates) {
    try {
      return certificates.get();
    } catch (UnusableHomeException e) {
      return List.of();
    }
  }

  private Check listener(String name, String host, int port) {
    return new ListenerCheck(name, host, port, clock, timeout);
  }
}
